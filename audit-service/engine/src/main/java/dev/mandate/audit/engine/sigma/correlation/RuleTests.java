package dev.mandate.audit.engine.sigma.correlation;

import dev.mandate.audit.engine.sigma.correlation.chains.GroupKey;
import dev.mandate.audit.engine.sigma.correlation.types.Correlation;
import dev.mandate.audit.engine.sigma.correlation.types.RuleTestCase;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

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
        for (var correlation : correlations(rules)) {
            var alone = RuleBook.inForce(List.of(correlation));
            for (var test : correlation.tests()) {
                int matches = matches(alone, alone.deployments().iterator().next(), test);
                if (test.positive() != matches > 0)
                    failures.add(new Failure(
                            correlation.rule().id(),
                            test.name(),
                            test.positive() ? "expected a match, found none" : "expected none, found " + matches));
            }
        }
        return failures;
    }

    /** How many tests the rules carry. */
    public static int count(RuleBook rules) {
        return correlations(rules).stream()
                .mapToInt(correlation -> correlation.tests().size())
                .sum();
    }

    /** Also those that raise no matches of their own, since another one names them. */
    private static Collection<Correlation> correlations(RuleBook rules) {
        var known = Collections.<Correlation>newSetFromMap(new IdentityHashMap<>());
        var all = new ArrayList<Correlation>();
        rules.deployments().forEach(each -> add(each.correlation(), known, all));
        return all;
    }

    private static void add(Correlation correlation, Set<Correlation> known, List<Correlation> all) {
        if (!known.add(correlation)) return;
        all.add(correlation);
        Stream.concat(correlation.rules().stream(), correlation.until().stream())
                .map(Correlation.Reference::correlation)
                .filter(Objects::nonNull)
                .forEach(inner -> add(inner, known, all));
    }

    private static int matches(RuleBook rules, Deployment deployment, RuleTestCase test) {
        int matches = 0;
        var states = new HashMap<GroupKey, CorrelationState>();
        for (var event : test.events())
            for (var group : deployment.chain().groups(deployment.key(), event)) {
                var step =
                        Correlator.advance(rules, group, states.getOrDefault(group, CorrelationState.empty()), event);
                states.put(group, step.state());
                matches += step.matches().size();
            }
        return matches;
    }
}
