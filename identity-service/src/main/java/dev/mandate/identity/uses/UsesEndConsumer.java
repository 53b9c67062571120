package dev.mandate.identity.uses;

import static java.util.stream.Collectors.toMap;

import dev.mandate.events.topics.TopicCatalogue;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Looks how far the group of {@link UsesConsumer} has got, all replicas of it, until it has read what there was to read. */
@ApplicationScoped
class UsesEndConsumer {
    private static final String CHANNEL = "uses";

    private final KafkaClientService clients;
    private final UsesReading reading;
    private volatile @Nullable Map<TopicPartition, Long> ends;

    UsesEndConsumer(KafkaClientService clients, UsesReading reading) {
        this.clients = clients;
        this.reading = reading;
    }

    @Scheduled(every = "${mandate.used-tools-look-every:2s}", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> look() {
        var consumer = reading.isOver() ? null : clients.getConsumer(CHANNEL);
        if (consumer == null) return Uni.createFrom().voidItem();
        return consumer.runOnPollingThread(it -> {
            if (isRead(it)) reading.ends();
        });
    }

    /** What there was to read is what the first look finds. */
    boolean isRead(Consumer<?, ?> consumer) {
        var known = ends;
        if (known == null) ends = known = unread(consumer);
        var committed = consumer.committed(known.keySet());
        return known.entrySet().stream().allMatch(end -> place(committed.get(end.getKey())) >= end.getValue());
    }

    /** Of each partition that holds anything, where it ends. */
    private static Map<TopicPartition, Long> unread(Consumer<?, ?> consumer) {
        var partitions = consumer.partitionsFor(TopicCatalogue.AUTHZ_DECISIONS.name()).stream()
                .map(it -> new TopicPartition(it.topic(), it.partition()))
                .toList();
        var begins = consumer.beginningOffsets(partitions);
        return consumer.endOffsets(partitions).entrySet().stream()
                .filter(end -> end.getValue() > begins.getOrDefault(end.getKey(), 0L))
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static long place(@Nullable OffsetAndMetadata committed) {
        return committed == null ? 0 : committed.offset();
    }
}
