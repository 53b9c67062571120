package dev.mandate.identity.signals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.mandate.events.cloudevents.EventJson;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One signal that waits for one receiver. */
@Entity
@Table(name = "signal_pending")
@SuppressWarnings("NullAway.Init")
class PendingRow {
    /** {@code jti}: the same for each try. */
    @Id
    String id;

    @Column(insertable = false, updatable = false)
    long seq;

    @Column(name = "stream_id")
    String streamId;

    @Column(name = "event_key")
    String eventKey;

    boolean control;

    String content;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "put_off_until")
    @Nullable
    Instant putOffUntil;

    Map<String, Object> content() {
        try {
            return EventJson.mapper().readValue(content, new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the signal " + id + " can't be read", e);
        }
    }
}
