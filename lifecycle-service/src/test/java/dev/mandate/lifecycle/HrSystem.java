package dev.mandate.lifecycle;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mandate.embedded.Platform;
import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.events.cloudevents.Envelope;
import dev.mandate.events.hr.HrEvent;
import dev.mandate.events.hr.WorkerAttributes;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** An upstream HR system with its own account at the broker. */
public final class HrSystem implements AutoCloseable {
    public static final String SOURCE = "urn:acme:hr";
    public static final String TOPIC = "hr.workers.v1";

    private final KafkaProducer<byte[], byte[]> producer;

    public HrSystem() {
        var config = new HashMap<>(Platform.shared().kafkaClientConfig("hr"));
        config.put("linger.ms", 5);
        config.put("max.request.size", 4 * 1024 * 1024);
        producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    public static String newEmployee() {
        return "emp-" + UUID.randomUUID();
    }

    public static WorkerAttributes in(String department) {
        return new WorkerAttributes("Ada", "Lovelace", "ada@acme.example", department, "Analyst", "GB", null);
    }

    public void joined(String employee, Instant at, String department) {
        send(new HrEvent.Joined(employee, at, at.toEpochMilli(), in(department)));
    }

    public void moved(String employee, Instant at, String department) {
        send(new HrEvent.Moved(employee, at, at.toEpochMilli(), in(department)));
    }

    public void left(String employee, Instant at) {
        send(new HrEvent.Left(employee, at, at.toEpochMilli()));
    }

    public void rehired(String employee, Instant at, String department) {
        send(new HrEvent.Rehired(employee, at, at.toEpochMilli(), in(department)));
    }

    public void send(HrEvent event) {
        send(UUID.randomUUID().toString(), event);
    }

    public void send(String id, HrEvent event) {
        send(record(id, event));
    }

    public static ProducerRecord<byte[], byte[]> record(String id, HrEvent event) {
        return record(SOURCE, id, event);
    }

    public static ProducerRecord<byte[], byte[]> record(String source, String id, HrEvent event) {
        var wire = CloudEventCodec.encode(HrEvent.FAMILY, new Envelope<>(source, id, Instant.now(), event, null));
        return record(wire.key(), wire.headers(), wire.value());
    }

    public static ProducerRecord<byte[], byte[]> record(byte[] key, Map<String, String> headers, byte[] value) {
        var record = new ProducerRecord<>(TOPIC, key, value);
        headers.forEach((name, text) -> record.headers().add(name, text.getBytes(UTF_8)));
        return record;
    }

    public void send(ProducerRecord<byte[], byte[]> record) {
        producer.send(record);
    }

    public void flush() {
        producer.flush();
    }

    @Override
    public void close() {
        producer.close();
    }
}
