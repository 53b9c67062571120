package dev.mandate.authz.engine.sessions;

import dev.mandate.events.actions.ActionPlace;
import org.jspecify.annotations.Nullable;

/**
 * Where on {@code agent.actions.v1} it is told what became of a call, so that the risk job can be seen to know of it.
 *
 * @param partition negative where the place isn't known, and nothing is waited for
 * @param offset in the partition
 * @param known since when it is known here, in milliseconds since 1970
 */
record ToldPlace(int partition, long offset, long known) {
    static final ToldPlace NONE = new ToldPlace(-1, -1, Long.MIN_VALUE);

    static ToldPlace of(@Nullable ActionPlace place, long known) {
        return place == null ? NONE : new ToldPlace(place.partition(), place.offset(), known);
    }

    /** That of the two which nobody reaches who doesn't reach the other as well. What lies before the other was on the topic before it. */
    ToldPlace and(ToldPlace other) {
        if (other.partition < 0) return this;
        return partition == other.partition && offset > other.offset ? this : other;
    }

    /** Null tells nothing, and is no reason to wait. */
    boolean reachedBy(@Nullable ActionPlace last) {
        return partition < 0 || last == null || last.reaches(new ActionPlace(partition, offset));
    }
}
