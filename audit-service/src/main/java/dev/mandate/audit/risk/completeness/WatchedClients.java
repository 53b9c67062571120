package dev.mandate.audit.risk.completeness;

import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.streams.processor.internals.DefaultKafkaClientSupplier;

/** Kafka Streams' own clients, but that its consumers tell how far they have read. */
public final class WatchedClients extends DefaultKafkaClientSupplier {
    private final Set<String> topics;
    private final Inputs inputs;
    private final InstantSource clock;

    public WatchedClients(Set<String> topics, Inputs inputs, InstantSource clock) {
        this.topics = Set.copyOf(topics);
        this.inputs = inputs;
        this.clock = clock;
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> settings) {
        return new WatchedConsumer(settings, topics, inputs, clock);
    }
}
