package dev.mandate.audit.engine.sigma.correlation.types;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A rule that raises matches, or whose matches are events of another one.
 *
 * @param name Sigma's {@code name}, else its id
 * @param timespan within which its own events lie, in milliseconds; those of a match reach further back where it names correlations
 * @param rules whose events it correlates, in their order
 * @param until whose events cancel what runs
 * @param condition of the types that count or measure; of those that need none it says how many of the rules have to be matched
 * @param logic digest of what decides whether it matches; a state made under another one is of no use
 */
public record Correlation(
        Rule rule,
        String name,
        CorrelationType type,
        long timespan,
        List<Reference> rules,
        List<Reference> until,
        @Nullable Condition condition,
        String logic,
        List<RuleTestCase> tests) {
    public Correlation {
        rules = List.copyOf(rules);
        until = List.copyOf(until);
        tests = List.copyOf(tests);
    }

    /**
     * A rule that it names.
     *
     * @param name as rules write it: Sigma's {@code name}, else its id
     * @param test of a correlation none: no event alone is a match of it
     * @param correlation whose matches are meant; null for a detection
     * @param groupBy the fields of its events that carry the group's values; of a correlation the fields that it groups by
     * @param field whose values are counted or measured
     */
    public record Reference(
            String name,
            EventTest test,
            @Nullable Correlation correlation,
            List<String> groupBy,
            @Nullable String field) {
        public static Reference detection(String name, EventTest test, List<String> groupBy, @Nullable String field) {
            return new Reference(name, test, null, groupBy, field);
        }

        public static Reference correlation(Correlation inner, List<String> groupBy, @Nullable String field) {
            return new Reference(inner.name(), event -> false, inner, groupBy, field);
        }
    }

    /** Whether it names correlations. */
    public boolean namesCorrelations() {
        return Stream.concat(rules.stream(), until.stream()).anyMatch(each -> each.correlation() != null);
    }

    /** Whether a match stays one when there are more events. */
    public boolean staysTrue() {
        return condition == null || !type.measures() && condition.staysTrue();
    }

    public Window window(List<Observation> events) {
        return type.window(this, events);
    }
}
