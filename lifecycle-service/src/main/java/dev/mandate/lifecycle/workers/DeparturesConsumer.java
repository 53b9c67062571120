package dev.mandate.lifecycle.workers;

import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.events.cloudevents.Unreadable;
import dev.mandate.events.hr.HrEvent;
import dev.mandate.messaging.inbox.Inbox;
import dev.mandate.messaging.inbox.Intake;
import dev.mandate.messaging.records.KafkaRecords;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * The express lane: a group of its own that passes over everything but departures, so that a leaver never queues behind a full
 * sync. It leaves every unreadable record, and departures of another source's employees, to {@link HrWorkersConsumer}, which reads it too.
 */
@ApplicationScoped
class DeparturesConsumer {
    private static final List<String> DEPARTURES = List.of("hr.worker.left.v1", "hr.worker.deprovisioned.v1");

    private final Inbox inbox;
    private final Intake<HrEvent> leavers;

    DeparturesConsumer(Inbox inbox, Workers workers) {
        this.inbox = inbox;
        this.leavers = new Intake<>("hr-departures", HrEvent.FAMILY, workers::applyOwn);
    }

    @Incoming("hr-departures")
    Uni<Void> on(ConsumerRecords<byte[], byte[]> batch) {
        var departures = departuresOf(batch);
        if (departures.isEmpty()) return Uni.createFrom().voidItem();
        return inbox.handle(leavers, departures);
    }

    private static ConsumerRecords<byte[], byte[]> departuresOf(ConsumerRecords<byte[], byte[]> batch) {
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> kept = new HashMap<>();
        for (var partition : batch.partitions()) {
            var records = batch.records(partition).stream()
                    .filter(DeparturesConsumer::departure)
                    .toList();
            if (!records.isEmpty()) kept.put(partition, records);
        }
        return new ConsumerRecords<>(kept, Map.of());
    }

    /** By its bytes first: decoding what is passed over would cost more than all the rest of this lane. */
    private static boolean departure(ConsumerRecord<byte[], byte[]> record) {
        var type = record.headers().lastHeader("ce_type");
        var maybe = type != null
                ? DEPARTURES.contains(text(type.value()))
                : record.value() != null && named(text(record.value()));
        if (!maybe) return false;
        try {
            return HrFact.departs(CloudEventCodec.decode(HrEvent.FAMILY, KafkaRecords.wire(record))
                    .data());
        } catch (Unreadable e) {
            return false;
        }
    }

    private static boolean named(String text) {
        return DEPARTURES.stream().anyMatch(text::contains);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
