package dev.mandate.messaging.records;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mandate.events.cloudevents.WireRecord;
import java.util.HashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Between the client's records and those of the contracts. */
public final class KafkaRecords {
    private KafkaRecords() {}

    public static WireRecord wire(ConsumerRecord<byte[], byte[]> record) {
        var headers = new HashMap<String, String>();
        for (var header : record.headers()) {
            if (header.value() != null) headers.put(header.key(), new String(header.value(), UTF_8));
        }
        return new WireRecord(record.key(), headers, record.value());
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
