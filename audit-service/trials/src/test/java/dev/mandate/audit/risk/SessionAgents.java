package dev.mandate.audit.risk;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mandate.audit.engine.job.StreamedSessions;
import dev.mandate.embedded.Platform;
import dev.mandate.events.cloudevents.WireRecord;
import dev.mandate.events.topics.Account;
import dev.mandate.events.topics.Topic;
import dev.mandate.events.topics.TopicCatalogue;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Many agents side by side: each call is told once its decision has been acknowledged, and never before. */
final class SessionAgents implements AutoCloseable {
    /** Fewer than lie between two calls of one session in {@link StreamedSessions}, so that those stay in order. */
    private static final int AT_ONCE = 15;

    private final KafkaProducer<byte[], byte[]> authz = producer(Account.AUTHZ);
    private final KafkaProducer<byte[], byte[]> platform = producer(Account.AGENT_PLATFORM);
    private final Semaphore free = new Semaphore(AT_ONCE);
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    /** Returns when the broker has all of it. */
    void play(List<StreamedSessions.Step> steps, Duration between) throws InterruptedException {
        var next = System.nanoTime();
        for (var step : steps) {
            while (System.nanoTime() < next) LockSupport.parkNanos(next - System.nanoTime());
            next += between.toNanos();
            free.acquire();
            if (step.decision() == null) acts(step);
            else
                send(authz, TopicCatalogue.AUTHZ_DECISIONS, step.decision(), (acknowledged, failed) -> {
                    failure.compareAndSet(null, failed);
                    acts(step);
                });
        }
        free.acquire(AT_ONCE);
        free.release(AT_ONCE);
        if (failure.get() != null) throw new AssertionError("the broker did not take it", failure.get());
    }

    private void acts(StreamedSessions.Step step) {
        send(platform, TopicCatalogue.AGENT_ACTIONS, step.action(), (acknowledged, failed) -> {
            failure.compareAndSet(null, failed);
            free.release();
        });
    }

    private static void send(KafkaProducer<byte[], byte[]> by, Topic topic, WireRecord wire, Callback done) {
        var record = new ProducerRecord<>(topic.name(), wire.key(), wire.value());
        wire.headers().forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
        by.send(record, done);
    }

    private static KafkaProducer<byte[], byte[]> producer(Account account) {
        var settings = new HashMap<>(Platform.shared().kafkaClientConfig(account.userName()));
        settings.put("acks", "all");
        settings.put("enable.idempotence", "false");
        settings.put("max.in.flight.requests.per.connection", "1");
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public void close() {
        authz.close();
        platform.close();
    }
}
