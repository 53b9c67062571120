package dev.mandate.messaging.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mandate.events.cloudevents.WireRecord;
import java.util.HashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

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

    public static ProducerRecord<byte[], byte[]> toSend(String topic, int partition, WireRecord record) {
        var sent = new ProducerRecord<>(topic, partition, record.key(), record.value());
        record.headers().forEach((name, value) -> sent.headers().add(name, value.getBytes(UTF_8)));
        return sent;
    }
}
