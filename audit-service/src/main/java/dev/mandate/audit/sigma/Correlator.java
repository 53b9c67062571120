package dev.mandate.audit.sigma;

import java.util.List;

/** Advances one group by one event; a pure function of its arguments, in event time only. */
public final class Correlator {
    private Correlator() {}

    /** @param matches new ones only: an incident that was told stays told for one timespan */
    public record Step(CorrelationState state, List<Match> matches) {
        public Step {
            matches = List.copyOf(matches);
        }
    }

    /**
     * Events may arrive in any order within the timespan of the rule; one that was seen before, or does not concern
     * the group, leaves the state as it is. A rule that was withdrawn or whose logic changed starts from an empty state.
     *
     * @param group one of {@link RuleBook#groups}
     */
    public static Step advance(RuleBook rules, GroupKey group, CorrelationState state, EventFields event) {
        throw new UnsupportedOperationException("not written yet");
    }
}
