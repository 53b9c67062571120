package dev.mandate.audit.sigma;

import java.util.List;

/** Runs the {@code x-tests} that rules carry. */
public final class RuleTests {
    private RuleTests() {}

    /** @param test the name of the test, with its rule's title in front */
    public record Failure(String rule, String test, String message) {}

    /** The tests that failed; a rule that carries none passes. */
    public static List<Failure> run(RuleBook rules) {
        throw new UnsupportedOperationException("not written yet");
    }
}
