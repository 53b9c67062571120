package dev.mandate.audit.engine.stored;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.mandate.events.cloudevents.EventJson;
import java.io.IOException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** JSON for what only this job's own internal topics hold. */
public final class RiskSerdes {
    private RiskSerdes() {}

    public static <T> Serde<T> json(Class<T> type) {
        return Serdes.serdeFrom((topic, value) -> write(value), (topic, bytes) -> read(bytes, type));
    }

    @SuppressWarnings("NullAway") // Kafka's own contract: null for a tombstone
    private static <T> byte[] write(T value) {
        try {
            return value == null ? null : EventJson.mapper().writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new SerializationException(e);
        }
    }

    @SuppressWarnings("NullAway")
    private static <T> T read(byte[] bytes, Class<T> type) {
        try {
            return bytes == null ? null : EventJson.mapper().readValue(bytes, type);
        } catch (IOException e) {
            throw new SerializationException(e);
        }
    }
}
