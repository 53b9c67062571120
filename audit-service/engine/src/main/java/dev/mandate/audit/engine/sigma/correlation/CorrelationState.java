package dev.mandate.audit.engine.sigma.correlation;

import dev.mandate.audit.engine.sigma.correlation.types.Observation;
import java.time.Instant;
import java.util.List;

/** What one group has seen and already told; opaque, bounded, and a few dozen bytes for each open event. */
public final class CorrelationState {
    private static final CorrelationState EMPTY = new CorrelationState("", Long.MIN_VALUE, List.of(), List.of());

    private final String logic;
    private final long lastArrival;
    private final List<Observation> seen;
    private final List<Incident> told;

    /**
     * @param logic digest of the rule's logic under which the observations were made
     * @param lastArrival event time of the event that arrived last
     * @param seen by event time
     */
    CorrelationState(String logic, long lastArrival, List<Observation> seen, List<Incident> told) {
        this.logic = logic;
        this.lastArrival = lastArrival;
        this.seen = List.copyOf(seen);
        this.told = List.copyOf(told);
    }

    /**
     * Matches that belong together.
     *
     * @param id of the first event of the first match
     * @param first its time
     * @param last event time of the newest match's last event
     */
    record Incident(String id, long first, long last) {
        /** Longer than this nothing is one incident. */
        private static final long LONGEST = 24 * 60 * 60 * 1000L;

        boolean takes(long match, long timespan) {
            return match >= first && match <= last + timespan && match <= first + LONGEST;
        }

        Incident with(long match) {
            return match > last ? new Incident(id, first, match) : this;
        }
    }

    public static CorrelationState empty() {
        return EMPTY;
    }

    /** Event time of the newest open event: a store may forget the state two timespans after it. */
    public Instant newest() {
        return seen.isEmpty()
                ? Instant.MIN
                : Instant.ofEpochMilli(seen.get(seen.size() - 1).at());
    }

    /** How many events are open. */
    public int size() {
        return seen.size();
    }

    String logic() {
        return logic;
    }

    long lastArrival() {
        return lastArrival;
    }

    List<Observation> seen() {
        return seen;
    }

    List<Incident> told() {
        return told;
    }

    /** Grows with what its stored form takes; none for a state that keeps nothing. */
    int weight() {
        int weight = told.size();
        for (var observation : seen) {
            weight += observation.id().length();
            for (var value : observation.values()) weight += value.length();
        }
        return weight;
    }

    boolean keepsTheSameAs(CorrelationState other) {
        return lastArrival == other.lastArrival && seen.equals(other.seen) && told.equals(other.told);
    }

    /** And once no event is left, without what it had told. */
    CorrelationState withoutOlderHalf() {
        return new CorrelationState(
                logic,
                lastArrival,
                seen.subList((seen.size() + 1) / 2, seen.size()),
                seen.isEmpty() ? List.of() : told);
    }

    /** Asked by each rule for each event: texts know their hashes, which seldom agree. */
    boolean has(String eventId) {
        int hash = eventId.hashCode();
        for (int i = seen.size() - 1; i >= 0; i--) {
            var id = seen.get(i).id();
            if (id.hashCode() == hash && id.equals(eventId)) return true;
        }
        return false;
    }
}
