package dev.mandate.messaging.records;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mandate.events.cloudevents.WireRecord;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Between the client's records and those of the contracts. */
public final class KafkaRecords {
    private KafkaRecords() {}

    public static WireRecord wire(ConsumerRecord<byte[], byte[]> record) {
        return new WireRecord(record.key(), texts(record.headers()), record.value());
    }

    /** What {@link #toSend} was made of. */
    public static WireRecord wire(ProducerRecord<byte[], byte[]> record) {
        return new WireRecord(record.key(), texts(record.headers()), record.value());
    }

    private static Map<String, String> texts(Headers headers) {
        var texts = new HashMap<String, String>();
        for (var header : headers) {
            if (header.value() != null) texts.put(header.key(), new String(header.value(), UTF_8));
        }
        return texts;
    }

    /** To the partition of its key. */
    public static ProducerRecord<byte[], byte[]> toSend(String topic, WireRecord record) {
        return toSend(topic, null, record);
    }

    /** @param partition null for that of its key */
    public static ProducerRecord<byte[], byte[]> toSend(String topic, @Nullable Integer partition, WireRecord record) {
        var sent = new ProducerRecord<>(topic, partition, record.key(), record.value());
        record.headers().forEach((name, value) -> sent.headers().add(name, value.getBytes(UTF_8)));
        return sent;
    }
}
