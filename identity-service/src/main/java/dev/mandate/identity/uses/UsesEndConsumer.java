package dev.mandate.identity.uses;

import static java.util.stream.Collectors.toMap;

import dev.mandate.events.topics.TopicCatalogue;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Looks how far the group of {@link UsesConsumer} has got, all replicas of it: often until it has read what there was to read at the first look,
 * and then now and again whether it has read what there was at the look before.
 */
@ApplicationScoped
class UsesEndConsumer {
    private static final String CHANNEL = "uses";

    private static final Duration BETWEEN = Duration.ofSeconds(30);

    private final KafkaClientService clients;
    private final UsesReading reading;
    private final InstantSource clock;
    /** Of each partition that holds anything, where it ended at the last look. */
    private volatile @Nullable Map<TopicPartition, Long> ends;

    private volatile Instant lookedAt = Instant.MIN;

    UsesEndConsumer(KafkaClientService clients, UsesReading reading, InstantSource clock) {
        this.clients = clients;
        this.reading = reading;
        this.clock = clock;
    }

    @Scheduled(every = "${mandate.used-tools-look-every:2s}", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> look() {
        if (reading.isOver() && lookedAt.isAfter(clock.instant().minus(BETWEEN)))
            return Uni.createFrom().voidItem();
        var consumer = clients.getConsumer(CHANNEL);
        if (consumer == null) return Uni.createFrom().voidItem();
        return consumer.runOnPollingThread(it -> {
            if (isRead(it)) reading.ends();
        });
    }

    /** Whether it was read what the first look found, and from then on what the one before has found. */
    boolean isRead(Consumer<?, ?> consumer) {
        var known = ends;
        if (known == null) known = look(consumer);
        var committed = consumer.committed(known.keySet());
        var read = known.entrySet().stream().allMatch(end -> place(committed.get(end.getKey())) >= end.getValue());
        if (!read) return false;
        reading.readUpTo(lookedAt);
        look(consumer);
        return true;
    }

    private Map<TopicPartition, Long> look(Consumer<?, ?> consumer) {
        var found = unread(consumer);
        lookedAt = clock.instant();
        ends = found;
        return found;
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
