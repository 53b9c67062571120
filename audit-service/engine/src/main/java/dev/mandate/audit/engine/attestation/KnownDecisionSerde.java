package dev.mandate.audit.engine.attestation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.jspecify.annotations.Nullable;

/** The stored form of a known decision: two are written and three are read for each action, which JSON is too slow for. */
public final class KnownDecisionSerde {
    private static final byte VERSION = 1;
    private static final int ABSENT = -1;

    private KnownDecisionSerde() {}

    @SuppressWarnings("NullAway") // Kafka's own contract: null for a tombstone
    public static Serde<KnownDecision> serde() {
        return Serdes.serdeFrom(
                (topic, decision) -> decision == null ? null : write(decision),
                (topic, bytes) -> bytes == null ? null : read(bytes));
    }

    private static byte[] write(KnownDecision decision) {
        var agent = decision.agent().getBytes(UTF_8);
        var tool = decision.tool().getBytes(UTF_8);
        var usedBy = decision.usedBy() == null ? null : decision.usedBy().getBytes(UTF_8);
        int texts = agent.length + tool.length + (usedBy == null ? 0 : usedBy.length);
        var bytes = ByteBuffer.allocate(2 + Long.BYTES + 3 * Integer.BYTES + texts);
        bytes.put(VERSION).put((byte) (decision.allowed() ? 1 : 0)).putLong(decision.read());
        put(bytes, agent);
        put(bytes, tool);
        put(bytes, usedBy);
        return bytes.array();
    }

    private static KnownDecision read(byte[] stored) {
        var bytes = ByteBuffer.wrap(stored);
        if (bytes.get() != VERSION) throw new SerializationException("not a known decision");
        boolean allowed = bytes.get() == 1;
        long read = bytes.getLong();
        var agent = text(bytes);
        var tool = text(bytes);
        if (agent == null || tool == null) throw new SerializationException("not a whole known decision");
        return new KnownDecision(agent, tool, allowed, read, text(bytes));
    }

    private static void put(ByteBuffer bytes, byte @Nullable [] text) {
        bytes.putInt(text == null ? ABSENT : text.length);
        if (text != null) bytes.put(text);
    }

    private static @Nullable String text(ByteBuffer bytes) {
        int length = bytes.getInt();
        if (length == ABSENT) return null;
        var text = new byte[length];
        bytes.get(text);
        return new String(text, UTF_8);
    }
}
