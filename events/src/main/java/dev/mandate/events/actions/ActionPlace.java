package dev.mandate.events.actions;

import org.jspecify.annotations.Nullable;

/**
 * Where an action is on {@code agent.actions.v1}.
 *
 * @param partition that of its session
 * @param offset in the partition, from 0
 */
public record ActionPlace(int partition, long offset) {
    public ActionPlace {
        if (partition < 0 || offset < 0) throw new IllegalArgumentException("partitions and offsets begin at 0");
    }

    /** Whoever has read this far has read the other, too. Places of different partitions say nothing of one another. */
    public boolean reaches(@Nullable ActionPlace other) {
        return other == null || (partition == other.partition && offset >= other.offset);
    }
}
