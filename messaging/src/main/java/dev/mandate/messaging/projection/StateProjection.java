package dev.mandate.messaging.projection;

import dev.mandate.events.cloudevents.StateRecord;
import java.time.Instant;

/**
 * Reads a compacted topic from its beginning and follows it, all partitions in every replica.
 *
 * @param <E> the state
 */
public final class StateProjection<E extends StateRecord> implements AutoCloseable {
    StateProjection() {}

    /** Begins to read, in a thread of its own. */
    public void start() {
        throw new UnsupportedOperationException();
    }

    public String topic() {
        throw new UnsupportedOperationException();
    }

    /** True once everything that was on the topic at the start has been applied. */
    public boolean caughtUp() {
        throw new UnsupportedOperationException();
    }

    /**
     * Everything that the owner committed before this instant is applied here; the least of all partitions,
     * {@link Instant#EPOCH} while one of them has not said.
     */
    public Instant completeUntil() {
        throw new UnsupportedOperationException();
    }

    /** Records that are on the topic and not applied yet, as of the last poll. */
    public long lag() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
