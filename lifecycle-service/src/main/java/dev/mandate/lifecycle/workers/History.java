package dev.mandate.lifecycle.workers;

import java.time.Instant;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** The fold: any order of delivery gives the same worker, since the events are put in order here. */
final class History {
    /**
     * @param standing null while no event says that employment starts
     * @param last the last event that has taken effect
     * @param dueAt when the next event of the future takes effect
     */
    record Folded(
            @Nullable WorkerSnapshot standing,
            @Nullable Position last,
            @Nullable Instant dueAt) {
        /** True if these come after all that was folded and nothing waits for its time, so that the history needn't be read. */
        boolean mayContinueWith(Collection<HrFact> facts, Instant now) {
            if (dueAt != null) return false;
            return facts.stream()
                    .allMatch(fact -> !fact.effectiveAt().isAfter(now)
                            && (last == null || fact.position().compareTo(last) > 0));
        }
    }

    private History() {}

    /** All events of one employee, as of {@code now}. */
    static Folded fold(Collection<HrFact> facts, Instant now) {
        return fold(null, null, facts, now);
    }

    /** Continues from a standing; right only if every fact comes after {@code last}, and none before waits for its time. */
    static Folded fold(@Nullable WorkerSnapshot from, @Nullable Position last, Collection<HrFact> facts, Instant now) {
        var standing = from;
        Instant dueAt = null;
        WorkerSnapshot ahead = null;
        for (var fact : facts.stream().sorted().toList()) {
            if (fact.effectiveAt().isAfter(now)) {
                if (dueAt == null) dueAt = fact.effectiveAt();
                if (standing == null && ahead == null) ahead = WorkerSnapshot.after(null, fact);
            } else {
                standing = WorkerSnapshot.after(standing, fact);
                last = fact.position();
            }
        }
        if (standing == null && ahead != null) standing = ahead.pending();
        return new Folded(standing, last, dueAt);
    }
}
