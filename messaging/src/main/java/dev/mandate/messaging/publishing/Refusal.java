package dev.mandate.messaging.publishing;

import java.util.List;

/**
 * Why nothing was published or changed.
 *
 * @param title says what to do
 * @param findings places in the texts, as the kind of artifact has them
 * @param tests those that failed, alike
 */
public record Refusal(Reason reason, String title, List<?> findings, List<?> tests) {
    public enum Reason {
        INVALID,
        TESTS_FAILED,
        FORBIDDEN,
        UNKNOWN,
        CONFLICT
    }

    /** Of a kind of artifact whose mistakes are such. */
    public <F> List<F> findings(Class<F> type) {
        return findings.stream().map(type::cast).toList();
    }

    /** Of a kind of artifact whose tests are such. */
    public <T> List<T> tests(Class<T> type) {
        return tests.stream().map(type::cast).toList();
    }

    public static Refusal invalid(String title, List<?> findings) {
        return new Refusal(Reason.INVALID, title, findings, List.of());
    }

    public static Refusal testsFailed(String title, List<?> tests) {
        return new Refusal(Reason.TESTS_FAILED, title, List.of(), tests);
    }

    public static Refusal forbidden(String title) {
        return new Refusal(Reason.FORBIDDEN, title, List.of(), List.of());
    }

    public static Refusal unknown(String title) {
        return new Refusal(Reason.UNKNOWN, title, List.of(), List.of());
    }

    public static Refusal conflict(String title) {
        return new Refusal(Reason.CONFLICT, title, List.of(), List.of());
    }
}
