package dev.mandate.audit.sigma;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/** Runs the {@code x-tests} that rules carry. */
public final class RuleTests {
    private RuleTests() {}

    /**
     * A story that a rule took for what it is not.
     *
     * @param rule its id
     * @param test the name of the test
     */
    public record Failure(String rule, String test, String message) {}

    /** The tests that failed; a rule that carries none passes. */
    public static List<Failure> run(RuleBook rules) {
        var failures = new ArrayList<Failure>();
        for (var deployment : rules.deployments())
            for (var test : deployment.correlation().tests()) {
                int matches = matches(rules, deployment, test);
                if (test.positive() != matches > 0)
                    failures.add(new Failure(
                            deployment.rule().id(),
                            test.name(),
                            test.positive() ? "expected a match, found none" : "expected none, found " + matches));
            }
        return failures;
    }

    /** How many tests the rules carry. */
    public static int count(RuleBook rules) {
        return rules.deployments().stream()
                .mapToInt(each -> each.correlation().tests().size())
                .sum();
    }

    private static int matches(RuleBook rules, Deployment deployment, RuleTestCase test) {
        int matches = 0;
        var states = new HashMap<GroupKey, CorrelationState>();
        for (var event : test.events())
            for (var group : deployment.correlation().groups(deployment.key(), event)) {
                var step =
                        Correlator.advance(rules, group, states.getOrDefault(group, CorrelationState.empty()), event);
                states.put(group, step.state());
                matches += step.matches().size();
            }
        return matches;
    }
}
