package dev.mandate.audit.engine.stored;

import dev.mandate.events.cloudevents.EventJson;
import java.io.IOException;
import java.util.function.BiConsumer;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** The stored form of what each action writes: its version, then texts and numbers. Where JSON lies from before there was one, it is read. */
public final class Packed {
    private static final int JSON = '{';

    private Packed() {}

    /** Reads one of the versions up to the one that is written. */
    public interface Reader<T> {
        T read(PackedReader in, int version);
    }

    /** Writes one of the versions up to the newest, as which it is read. */
    public interface Writer<T> {
        void write(T value, PackedWriter out, int version);
    }

    /**
     * @param type as which JSON is read
     * @param version that is written, from 1; what a later one wrote is refused
     */
    public static <T> Serde<T> serde(Class<T> type, int version, BiConsumer<T, PackedWriter> write, Reader<T> read) {
        return serde(type, version, version, (value, out, same) -> write.accept(value, out), read);
    }

    /**
     * @param newest that is read
     * @param version that is written: one that whoever reads it knows
     */
    @SuppressWarnings("NullAway") // Kafka's own contract: null for a tombstone or a mark
    public static <T> Serde<T> serde(Class<T> type, int newest, int version, Writer<T> write, Reader<T> read) {
        return Serdes.serdeFrom(
                (topic, value) -> value == null ? null : written(value, version, write),
                (topic, bytes) -> bytes == null ? null : read(bytes, type, newest, read));
    }

    private static <T> byte[] written(T value, int version, Writer<T> write) {
        var out = new PackedWriter().octet(version);
        write.write(value, out, version);
        return out.written();
    }

    private static <T> T read(byte[] stored, Class<T> type, int newest, Reader<T> read) {
        if (stored.length > 0 && stored[0] == JSON) return json(stored, type);
        var in = new PackedReader(stored);
        int version = in.octet();
        if (version < 1 || version > newest)
            throw new SerializationException(
                    "version " + version + " of " + type.getSimpleName() + " can't be read here, only up to " + newest);
        var value = read.read(in, version);
        in.end();
        return value;
    }

    private static <T> T json(byte[] stored, Class<T> type) {
        try {
            return EventJson.mapper().readValue(stored, type);
        } catch (IOException e) {
            throw new SerializationException(e);
        }
    }
}
