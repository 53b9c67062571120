package dev.mandate.messaging.projection;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.events.cloudevents.EventFamily;
import dev.mandate.events.cloudevents.StateRecord;
import dev.mandate.events.cloudevents.Unreadable;
import dev.mandate.events.cloudevents.Unreadable.Reason;
import dev.mandate.messaging.records.KafkaRecords;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/** Decides record by record what the listener is told. One thread tells it of records, any may ask. */
final class Revisions<E extends StateRecord> {
    private static final Logger LOG = Logger.getLogger(Revisions.class);

    private final EventFamily<E> family;
    private final StateListener<E> listener;
    private final DeadLetterBox deadLetters;
    private final Map<String, Long> applied = new ConcurrentHashMap<>();

    Revisions(EventFamily<E> family, StateListener<E> listener, DeadLetterBox deadLetters) {
        this.family = family;
        this.listener = listener;
        this.deadLetters = deadLetters;
    }

    void take(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null && record.key() != null) {
            var key = new String(record.key(), UTF_8);
            applied.remove(key);
            listener.removed(key);
            return;
        }
        try {
            apply(CloudEventCodec.decode(family, KafkaRecords.wire(record)).data());
        } catch (Unreadable e) {
            refuse(record, e.reason(), String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            LOG.errorf(e, "%s/%d/%d could not be applied", record.topic(), record.partition(), record.offset());
            refuse(
                    record,
                    Reason.REFUSED,
                    "could not be applied: " + e.getClass().getSimpleName());
        }
    }

    /** The revision of this key that was applied last; 0 if none was, or it was forgotten. */
    long of(String key) {
        return applied.getOrDefault(key, 0L);
    }

    private void apply(E state) {
        var key = family.key().apply(state);
        if (state.revision() <= applied.getOrDefault(key, 0L)) return;
        listener.applied(state);
        applied.put(key, state.revision());
    }

    private void refuse(ConsumerRecord<byte[], byte[]> record, Reason reason, String message) {
        if (record.key() != null) {
            listener.unreadable(new String(record.key(), UTF_8), reason.name().toLowerCase(Locale.ROOT));
        }
        deadLetters.keep(record, reason, message);
    }

    /** Where refused records go. Not waited for: the topic keeps the record, and every restart meets it again. */
    interface DeadLetterBox {
        void keep(ConsumerRecord<byte[], byte[]> record, Reason reason, String message);
    }
}
