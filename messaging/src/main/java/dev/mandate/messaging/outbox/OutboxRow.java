package dev.mandate.messaging.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.events.cloudevents.WireRecord;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An event or, without a value, a tombstone that waits, with the place on Kafka that was chosen when it was written. */
record OutboxRow(
        long seq,
        String topic,
        int partition,
        String key,
        String headers,
        @Nullable String value) {
    private static final TypeReference<Map<String, String>> HEADERS = new TypeReference<>() {};

    @SuppressWarnings("NullAway") // that the value may be null is written on an array, where it is not seen from here
    WireRecord record() {
        try {
            return new WireRecord(
                    key.getBytes(UTF_8),
                    EventJson.mapper().readValue(headers, HEADERS),
                    value == null ? null : value.getBytes(UTF_8));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("outbox row " + seq + " has unreadable headers", e);
        }
    }
}
