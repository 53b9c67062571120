package dev.mandate.authz.http;

import static java.util.stream.Collectors.toSet;

import dev.mandate.embedded.Platform;
import dev.mandate.events.authz.DecisionAddendum.Misreported;
import dev.mandate.events.authz.DecisionAddendum.Withheld;
import dev.mandate.events.authz.DecisionEvent;
import dev.mandate.events.authz.DecisionEvent.Decided;
import dev.mandate.events.authz.DecisionEvent.DryRun;
import dev.mandate.events.authz.FilteredDecision;
import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.events.cloudevents.Unreadable;
import dev.mandate.messaging.records.KafkaRecords;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads {@code authz.decisions.v1} as audit-service would. */
final class DecisionRecords implements AutoCloseable {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<String, Decided> decided = new HashMap<>();
    private final Map<String, Decided> dryRuns = new HashMap<>();
    private final Map<String, FilteredDecision> filters = new HashMap<>();
    private final Set<String> withheld = new HashSet<>();
    private final List<Misreported> misreported = new ArrayList<>();

    DecisionRecords() {
        var config = new HashMap<>(Platform.shared().kafkaClientConfig("audit"));
        consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        var topic = DecisionEvent.FAMILY.topic();
        var partitions = IntStream.range(0, topic.partitions())
                .mapToObj(number -> new TopicPartition(topic.name(), number))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Null if it isn't there yet. */
    Decided find(String decision) {
        read();
        return decided.get(decision);
    }

    /** What was answered to a question that nobody meant to carry out; null if it isn't there yet. */
    Decided dryRun(String decision) {
        read();
        return dryRuns.get(decision);
    }

    /** That somebody was told which resources; null if it isn't there yet. */
    FilteredDecision filter(String decision) {
        read();
        return filters.get(decision);
    }

    /** Those that are not recorded as an allow that the caller was given. */
    Set<String> missingAllows(Set<String> decisions) {
        read();
        return decisions.stream()
                .filter(id -> !decided.containsKey(id) || !decided.get(id).allowed() || withheld.contains(id))
                .collect(toSet());
    }

    /** Of these decisions, those of which somebody told whose they weren't. */
    List<Misreported> misreported(String... decisions) {
        read();
        return misreported.stream()
                .filter(one -> List.of(decisions).contains(one.decision().value()))
                .toList();
    }

    private void read() {
        for (var record : consumer.poll(Duration.ofMillis(100))) {
            try {
                var event = CloudEventCodec.decode(DecisionEvent.FAMILY, KafkaRecords.wire(record));
                if (event.data() instanceof Decided one)
                    decided.put(one.decision().value(), one);
                if (event.data() instanceof DryRun one)
                    dryRuns.put(one.answer().decision().value(), one.answer());
                if (event.data() instanceof FilteredDecision one)
                    filters.put(one.answer().decision().value(), one);
                if (event.data() instanceof Withheld one)
                    withheld.add(one.decision().value());
                if (event.data() instanceof Misreported one) misreported.add(one);
            } catch (Unreadable e) {
                throw new AssertionError(e);
            }
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
