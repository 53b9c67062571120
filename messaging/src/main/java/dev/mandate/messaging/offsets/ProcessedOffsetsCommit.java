package dev.mandate.messaging.offsets;

import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.IncomingKafkaRecord;
import io.smallrye.reactive.messaging.kafka.KafkaConnectorIncomingConfiguration;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import io.smallrye.reactive.messaging.kafka.commit.ContextHolder;
import io.smallrye.reactive.messaging.kafka.commit.KafkaCommitHandler;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Commits a channel's offsets behind what was taken, a moment later and for all partitions together; and behind ends of transactions where
 * nothing is left to take, so that the group's lag comes to 0. What was taken since is handed out again after a crash, which an inbox
 * doesn't mind. All but {@link #partitionsRevoked} runs in one context.
 */
final class ProcessedOffsetsCommit extends ContextHolder implements KafkaCommitHandler {
    /** The channel setting {@code commit-strategy}. */
    static final String STRATEGY = "processed";

    private static final Logger LOG = Logger.getLogger(ProcessedOffsetsCommit.class);
    private static final int API_TIMEOUT_MILLIS = 60_000;
    private static final int GATHER_MILLIS = 200;
    private static final int LOOK_MILLIS = 5_000;

    private final ChannelPosition position;
    private final KafkaConsumer<?, ?> consumer;
    private final Map<TopicPartition, Long> taken = new HashMap<>();
    private final Map<TopicPartition, OffsetAndMetadata> kept = new HashMap<>();
    private final long timer;
    private boolean gathers;

    private ProcessedOffsetsCommit(Vertx vertx, ChannelPosition position, KafkaConsumer<?, ?> consumer) {
        super(vertx, API_TIMEOUT_MILLIS);
        this.position = position;
        this.consumer = consumer;
        this.timer = vertx.setPeriodic(LOOK_MILLIS, its -> runOnContext(this::keep));
    }

    @ApplicationScoped
    @Identifier(STRATEGY)
    static class Factory implements KafkaCommitHandler.Factory {
        private final ChannelPositions positions;

        @Inject
        Factory(ChannelPositions positions) {
            this.positions = positions;
        }

        @Override
        public KafkaCommitHandler create(
                KafkaConnectorIncomingConfiguration channel,
                Vertx vertx,
                KafkaConsumer<?, ?> consumer,
                BiConsumer<Throwable, Boolean> reportFailure) {
            return new ProcessedOffsetsCommit(vertx, positions.of(channel.getChannel()), consumer);
        }
    }

    @Override
    public <K, V> Uni<Void> handle(IncomingKafkaRecord<K, V> record) {
        runOnContext(() -> {
            taken.merge(new TopicPartition(record.getTopic(), record.getPartition()), record.getOffset(), Math::max);
            if (gathers) return;
            gathers = true;
            vertx.setTimer(
                    GATHER_MILLIS,
                    its -> runOnContext(() -> {
                        gathers = false;
                        keep();
                    }));
        });
        return Uni.createFrom().voidItem().runSubscriptionOn(record::runOnMessageContext);
    }

    @Override
    public void partitionsRevoked(Collection<TopicPartition> partitions) {
        position.forget(partitions);
        runOnContext(() -> {
            taken.keySet().removeAll(partitions);
            kept.keySet().removeAll(partitions);
        });
    }

    @Override
    public void terminate(boolean graceful) {
        vertx.cancelTimer(timer);
        runOnContext(this::keep);
    }

    private void keep() {
        var news = new HashMap<TopicPartition, OffsetAndMetadata>();
        for (var partition : position.partitions())
            position.after(partition, taken.get(partition))
                    .filter(next -> isNews(partition, next))
                    .ifPresent(next -> news.put(partition, next));
        if (news.isEmpty()) return;
        kept.putAll(news);
        consumer.commitAsync(news)
                .subscribe()
                .with(
                        done -> {},
                        failure -> runOnContext(() -> {
                            LOG.debugf(failure, "%s is not kept for the moment", news);
                            news.forEach(kept::remove);
                        }));
    }

    private boolean isNews(TopicPartition partition, OffsetAndMetadata next) {
        var before = kept.get(partition);
        return before == null || before.offset() < next.offset();
    }
}
