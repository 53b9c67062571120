package dev.mandate.lifecycle.workers;

import dev.mandate.events.hr.HrEvent;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
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
            if (standing == null && last != null) return false; // a directory may have spoken before his HR system did
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
        var endedBefore = new TreeSet<String>();
        for (var fact : facts.stream().sorted().toList()) {
            if (fact.effectiveAt().isAfter(now)) {
                if (dueAt == null) dueAt = fact.effectiveAt();
                if (standing == null && ahead == null) ahead = WorkerSnapshot.after(null, fact);
            } else {
                if (standing == null) hear(fact, endedBefore);
                var next = WorkerSnapshot.after(standing, fact);
                if (standing == null && next != null)
                    for (var source : endedBefore) next = next.deprovisioned(source, fact.effectiveAt());
                standing = next;
                last = fact.position();
            }
        }
        if (standing == null && ahead != null) standing = ahead.pending();
        return new Folded(standing, last, dueAt);
    }

    /** Of somebody whom nobody employs yet. */
    private static void hear(HrFact fact, Set<String> ended) {
        if (fact.event() instanceof HrEvent.Deprovisioned) ended.add(fact.source());
        else if (fact.ofAdopter()) ended.remove(fact.source());
    }
}
