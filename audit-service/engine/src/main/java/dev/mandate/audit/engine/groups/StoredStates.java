package dev.mandate.audit.engine.groups;

import dev.mandate.audit.engine.sigma.correlation.GroupStates;
import java.nio.ByteBuffer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.jspecify.annotations.Nullable;

/** What is kept of a group, and for how long. What was stored is decoded once somebody asks for it: groups that rest are only looked at for their time. */
public final class StoredStates {
    private final long until;
    private final byte @Nullable [] stored;
    private @Nullable GroupStates states;

    private StoredStates(long until, @Nullable GroupStates states, byte @Nullable [] stored) {
        this.until = until;
        this.states = states;
        this.stored = stored;
    }

    /** @param until when it may be forgotten, unless it is touched again; milliseconds since 1970 */
    static StoredStates of(GroupStates states, long until) {
        return new StoredStates(until, states, null);
    }

    @SuppressWarnings("NullAway") // Kafka's own contract: null for what isn't there
    static Serde<StoredStates> serde() {
        return Serdes.serdeFrom(
                (topic, value) -> value == null ? null : value.toBytes(),
                (topic, bytes) -> bytes == null
                        ? null
                        : new StoredStates(ByteBuffer.wrap(bytes).getLong(), null, bytes));
    }

    long until() {
        return until;
    }

    GroupStates states() {
        var known = states;
        if (known == null && stored != null) {
            var bytes = new byte[stored.length - Long.BYTES];
            ByteBuffer.wrap(stored).position(Long.BYTES).get(bytes);
            known = GroupStates.fromBytes(bytes);
            states = known;
        }
        return known == null ? GroupStates.empty() : known;
    }

    /** What is left of it where it can't be written. */
    StoredStates less() {
        return of(GroupStates.empty(), until);
    }

    private byte[] toBytes() {
        if (stored != null) return stored;
        var bytes = states().toBytes();
        return ByteBuffer.allocate(Long.BYTES + bytes.length)
                .putLong(until)
                .put(bytes)
                .array();
    }
}
