package dev.mandate.messaging.kafka;

import io.smallrye.common.annotation.Identifier;
import io.vertx.core.Context;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.ClusterResource;
import org.apache.kafka.common.ClusterResourceListener;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Clients for what must not go through a channel; who asks for one closes it. Signs in by the {@code kafka.*} settings. */
@ApplicationScoped
public class KafkaClients {
    /**
     * After which a broker that takes connections and says nothing counts as gone: by then others lead what it led, so that asking anew helps.
     * By default 30 s, in which what is decided by grows stale; whoever asked that broker who leads what hears nothing of the others either.
     */
    private static final int SILENT_MILLIS = 6_000;

    private static final int FETCH_MAX_WAIT_MILLIS = 500;

    /**
     * How often each client asks who leads what. One that connects anew to a broker that says nothing waits for as long as that lasts, and
     * would hear after five minutes that another one leads by now.
     */
    private static final int LEADERS_ASKED_MILLIS = 5000;

    private final Map<String, Object> connection;
    private final CompletableFuture<String> cluster = new CompletableFuture<>();

    @Inject
    public KafkaClients(@Identifier("default-kafka-broker") Map<String, Object> connection) {
        this.connection = Map.copyOf(connection);
    }

    /** {@code acks=all} and idempotent, whatever else is given. Not for event loops, where a send is refused. */
    public Producer<byte[], byte[]> producer(Map<String, Object> settings) {
        var all = with(settings);
        all.put("acks", "all");
        all.put("enable.idempotence", true);
        return new OffLoop(all, new FirstContact());
    }

    /**
     * A send waits until it is known who leads what, and for room, as long as {@code max.block.ms} where brokers are away: on an event loop
     * everybody whom it answers would wait as well.
     */
    private static final class OffLoop extends KafkaProducer<byte[], byte[]> {
        OffLoop(Map<String, Object> settings, ByteArraySerializer keys) {
            super(settings, keys, new ByteArraySerializer());
        }

        @Override
        public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, @Nullable Callback done) {
            if (Context.isOnEventLoopThread())
                throw new IllegalStateException(
                        "a producer may wait for brokers, which an event loop must not: send on a thread of your own");
            return super.send(record, done);
        }
    }

    /** Without a group: it is given its partitions, sees committed records only and keeps its own position. */
    public Consumer<byte[], byte[]> reader(Map<String, Object> settings) {
        return new KafkaConsumer<>(reading(with(settings)), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** A broker may answer as late as it was told to where there is nothing to read. */
    static Map<String, Object> reading(Map<String, Object> settings) {
        var all = new HashMap<>(settings);
        var wait = Integer.parseInt(
                all.getOrDefault("fetch.max.wait.ms", FETCH_MAX_WAIT_MILLIS).toString());
        all.putIfAbsent("request.timeout.ms", wait + SILENT_MILLIS);
        all.put("isolation.level", "read_committed");
        all.put("enable.auto.commit", false);
        all.put("auto.offset.reset", "earliest");
        return all;
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
        all.putIfAbsent("metadata.max.age.ms", LEADERS_ASKED_MILLIS);
        all.putAll(settings);
        return all;
    }
}
