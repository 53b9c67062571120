package dev.mandate.authz.recording;

import dev.mandate.authz.AuthzOfTests;
import dev.mandate.messaging.kafka.KafkaClients;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.MemorySize;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;

/** A sender as the service runs it, with the log's settings of choice. */
public final class RunningSender implements AutoCloseable {
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final RecordingConfig config;
    private final DecisionSender sender;

    public RunningSender(KafkaClients clients, Duration ackTimeout, long backlogBytes) {
        this(clients, ackTimeout, backlogBytes, null);
    }

    /** @param journal where what the broker doesn't take outlives the process */
    RunningSender(KafkaClients clients, Duration ackTimeout, long backlogBytes, @Nullable Path journal) {
        config = new Config(ackTimeout, new MemorySize(BigInteger.valueOf(backlogBytes)), Optional.ofNullable(journal));
        sender = new DecisionSender(
                clients,
                (record, at) -> {},
                new AuthzOfTests(),
                config,
                new RecordingMetrics(meters),
                InstantSource.system());
        sender.start(new StartupEvent());
    }

    public RunningSender(Producer<byte[], byte[]> producer, Duration ackTimeout, long backlogBytes) {
        this(
                new KafkaClients(Map.of()) {
                    @Override
                    public Producer<byte[], byte[]> producer(Map<String, Object> settings) {
                        return producer;
                    }
                },
                ackTimeout,
                backlogBytes);
    }

    public DecisionSender sender() {
        return sender;
    }

    public RecordingConfig config() {
        return config;
    }

    /** What gaps tell of. */
    public int unrecorded() {
        return (int) meters.counter("mandate.decisions.unrecorded").count();
    }

    @Override
    public void close() {
        try {
            sender.stop(new ShutdownEvent());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private record Config(Duration ackTimeout, MemorySize backlog, Optional<Path> journalDirectory)
            implements RecordingConfig {
        @Override
        public int logQueue() {
            return 1000;
        }

        @Override
        public MemorySize logQueueBytes() {
            return new MemorySize(BigInteger.valueOf(10_000_000));
        }
    }
}
