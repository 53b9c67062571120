package dev.mandate.bench.http;

import dev.mandate.embedded.Platform;
import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.events.cloudevents.CompleteUntil;
import dev.mandate.events.cloudevents.Envelope;
import dev.mandate.events.cloudevents.EventFamily;
import dev.mandate.events.cloudevents.WireRecord;
import dev.mandate.events.topics.Account;
import dev.mandate.events.topics.Topic;
import dev.mandate.events.topics.TopicCatalogue;
import dev.mandate.messaging.records.KafkaRecords;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Stands in for the owners of the state topics: writes with their accounts, and vouches for completeness each second. */
public final class StateFeed implements AutoCloseable {
    private static final String SOURCE = "urn:mandate:bench";
    private static final List<Topic> OF_OWNERS = List.of(
            TopicCatalogue.IDENTITY_IDENTITIES,
            TopicCatalogue.IDENTITY_DELEGATIONS,
            TopicCatalogue.IDENTITY_KEYS,
            TopicCatalogue.IDENTITY_CLIENTS,
            TopicCatalogue.LIFECYCLE_ACCESS,
            TopicCatalogue.LIFECYCLE_CATALOG);

    private final Map<Account, KafkaProducer<byte[], byte[]>> producers = new HashMap<>();
    private final ScheduledExecutorService heart = Executors.newSingleThreadScheduledExecutor();
    private final List<Topic> vouchedFor;
    private final AtomicLong ids = new AtomicLong();

    /** Of identity- and lifecycle-service alone: an audit-service that runs vouches for what it writes. */
    public static StateFeed ofOwners(Platform platform) {
        return new StateFeed(platform, OF_OWNERS);
    }

    /** Of audit-service too. */
    public static StateFeed ofAll(Platform platform) {
        return new StateFeed(
                platform,
                Stream.concat(OF_OWNERS.stream(), Stream.of(TopicCatalogue.RISK_SESSIONS))
                        .toList());
    }

    private StateFeed(Platform platform, List<Topic> vouchedFor) {
        this.vouchedFor = vouchedFor;
        for (var account : List.of(Account.IDENTITY, Account.LIFECYCLE, Account.AUDIT)) {
            var config = new HashMap<>(platform.kafkaClientConfig(account.userName()));
            config.putAll(Map.of("linger.ms", 20, "batch.size", 512 * 1024, "compression.type", "lz4"));
            producers.put(account, new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer()));
        }
    }

    public <E> void write(EventFamily<E> family, E state) {
        var id = Long.toString(ids.incrementAndGet());
        var envelope = new Envelope<E>(SOURCE, id, Instant.now(), state, null);
        send(family.topic(), null, CloudEventCodec.encode(family, envelope));
    }

    /** Everything written so far is with the broker; from now on the streams are vouched for. */
    public void complete() {
        producers.values().forEach(KafkaProducer::flush);
        heart.scheduleAtFixedRate(this::vouch, 0, 1, TimeUnit.SECONDS);
    }

    private void vouch() {
        for (var topic : vouchedFor)
            for (int partition = 0; partition < topic.partitions(); partition++)
                send(topic, partition, CloudEventCodec.encode(SOURCE, partition, new CompleteUntil(Instant.now())));
    }

    private void send(Topic topic, @Nullable Integer partition, WireRecord wire) {
        var record = KafkaRecords.toSend(topic.name(), partition, wire);
        var producer = producers.get(topic.writers().iterator().next());
        if (producer == null) throw new IllegalStateException("nobody here writes " + topic.name());
        var unused = producer.send(record, (metadata, failure) -> {
            if (failure != null) System.err.println("not written: " + failure);
        });
    }

    @Override
    public void close() {
        heart.shutdownNow();
        producers.values().forEach(KafkaProducer::close);
    }
}
