package dev.mandate.lifecycle;

import dev.mandate.embedded.TopicLog;
import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.events.cloudevents.EventFamily;
import dev.mandate.events.cloudevents.Unreadable;
import dev.mandate.events.topics.TopicCatalogue;
import dev.mandate.messaging.records.KafkaRecords;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A topic from its beginning as an operator may read it; each look takes what has come since. */
public final class Tap {
    private final TopicLog log;

    public Tap(String topic) {
        log = TopicLog.of(TopicCatalogue.named(topic), "operator");
    }

    public List<ConsumerRecord<byte[], byte[]>> records() {
        return log.records();
    }

    public <E> List<E> events(EventFamily<E> family, String key) {
        var events = new ArrayList<E>();
        for (var record : records()) {
            if (record.key() == null || !key.equals(new String(record.key()))) continue;
            if (record.value() == null) continue;
            try {
                events.add(CloudEventCodec.decode(family, KafkaRecords.wire(record))
                        .data());
            } catch (Unreadable e) {
                throw new AssertionError("we published what can't be read", e);
            }
        }
        return events;
    }
}
