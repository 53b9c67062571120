package dev.mandate.messaging.kafka;

import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.ClusterResource;
import org.apache.kafka.common.ClusterResourceListener;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Clients for what must not go through a channel; who asks for one closes it. Signs in by the {@code kafka.*} settings. */
@ApplicationScoped
public class KafkaClients {
    private final Map<String, Object> connection;
    private final CompletableFuture<String> cluster = new CompletableFuture<>();

    @Inject
    public KafkaClients(@Identifier("default-kafka-broker") Map<String, Object> connection) {
        this.connection = Map.copyOf(connection);
    }

    /** {@code acks=all} and idempotent, whatever else is given. */
    public Producer<byte[], byte[]> producer(Map<String, Object> settings) {
        var all = with(settings);
        all.put("acks", "all");
        all.put("enable.idempotence", true);
        return new KafkaProducer<>(all, new FirstContact(), new ByteArraySerializer());
    }

    /** Without a group: it is given its partitions, sees committed records only and keeps its own position. */
    public Consumer<byte[], byte[]> reader(Map<String, Object> settings) {
        var all = with(settings);
        all.put("isolation.level", "read_committed");
        all.put("enable.auto.commit", false);
        all.put("auto.offset.reset", "earliest");
        return new KafkaConsumer<>(all, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Id of the cluster, once a producer has heard from it. */
    public CompletableFuture<String> cluster() {
        return cluster.copy();
    }

    /** Kafka tells serializers, among others, to which cluster their client has come. */
    private final class FirstContact extends ByteArraySerializer implements ClusterResourceListener {
        @Override
        public void onUpdate(ClusterResource seen) {
            if (seen.clusterId() != null) cluster.complete(seen.clusterId());
        }
    }

    public Admin admin() {
        return Admin.create(with(Map.of()));
    }

    private Map<String, Object> with(Map<String, Object> settings) {
        var all = new HashMap<>(connection);
        all.putAll(settings);
        return all;
    }
}
