package dev.mandate.authz.organisation;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mandate.embedded.Platform;
import dev.mandate.embedded.Sasl;
import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.events.cloudevents.CompleteUntil;
import dev.mandate.events.cloudevents.Envelope;
import dev.mandate.events.cloudevents.EventFamily;
import dev.mandate.events.cloudevents.Receipt;
import dev.mandate.events.cloudevents.WireRecord;
import dev.mandate.events.topics.Account;
import dev.mandate.events.topics.Topic;
import dev.mandate.events.topics.TopicCatalogue;
import dev.mandate.messaging.records.KafkaRecords;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Plays identity-service and lifecycle-service: writes their state with their accounts, and their markers each second. Also the risk
 * job, an agent platform and another replica, for those who want to hear of them.
 */
public final class Owners implements AutoCloseable {
    private static final List<Topic> STREAMS = List.of(
            TopicCatalogue.IDENTITY_IDENTITIES,
            TopicCatalogue.IDENTITY_DELEGATIONS,
            TopicCatalogue.IDENTITY_KEYS,
            TopicCatalogue.IDENTITY_CLIENTS,
            TopicCatalogue.LIFECYCLE_ACCESS,
            TopicCatalogue.LIFECYCLE_CATALOG,
            TopicCatalogue.LIFECYCLE_APPROVALS,
            TopicCatalogue.RISK_SESSIONS);

    private static final List<Account> WRITERS =
            List.of(Account.IDENTITY, Account.LIFECYCLE, Account.AUDIT, Account.AGENT_PLATFORM, Account.AUTHZ);

    private static final String ANOTHER = "another-platform";

    private final InstantSource clock;
    private final Map<Account, KafkaProducer<byte[], byte[]>> producers = new HashMap<>();
    private final Set<String> paused = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService heart = Executors.newSingleThreadScheduledExecutor();

    /** @param clock of whoever goes by their markers */
    public Owners(InstantSource clock) {
        this.clock = clock;
        for (var account : WRITERS) {
            var config = new HashMap<>(Platform.shared().kafkaClientConfig(account.userName()));
            producers.put(account, new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer()));
        }
        heart.scheduleAtFixedRate(this::beat, 0, 1, TimeUnit.SECONDS);
    }

    public <E> void write(EventFamily<E> family, E state) {
        write(family, state, null);
    }

    <E> void write(EventFamily<E> family, E state, @Nullable Receipt receipt) {
        send(family.topic(), null, wire(family, state, receipt));
    }

    /** By an account of the broker that has the rights of a platform, and returns when the broker has it. */
    <E> void writeByAnotherPlatform(EventFamily<E> family, E state) {
        var platform = Platform.shared();
        try (var admin = platform.admin()) {
            admin.addAccount(ANOTHER, ANOTHER, Account.AGENT_PLATFORM);
        }
        var config = new HashMap<>(Sasl.client(platform.bootstrapServers(), ANOTHER, ANOTHER));
        try (var producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(KafkaRecords.toSend(family.topic().name(), null, wire(family, state, null)));
        }
    }

    private static <E> WireRecord wire(EventFamily<E> family, E state, @Nullable Receipt receipt) {
        var id = UUID.randomUUID().toString();
        return CloudEventCodec.encode(
                family, new Envelope<E>("urn:mandate:test", id, Instant.now(), state, null, receipt));
    }

    public void writeUnreadable(Topic topic, String key) {
        send(topic, null, new WireRecord(key.getBytes(UTF_8), Map.of("ce_specversion", "1.0"), "{".getBytes(UTF_8)));
    }

    /** As if the owner had stopped to write to this partition. */
    public void pause(Topic topic, int partition) {
        paused.add(topic.name() + "/" + partition);
    }

    public void resume() {
        paused.clear();
    }

    private void beat() {
        var now = clock.instant();
        for (var topic : STREAMS)
            for (int partition = 0; partition < topic.partitions(); partition++) {
                if (paused.contains(topic.name() + "/" + partition)) continue;
                send(topic, partition, CloudEventCodec.encode("urn:mandate:test", partition, new CompleteUntil(now)));
            }
    }

    private void send(Topic topic, Integer partition, WireRecord wire) {
        var writer = topic.writers().stream()
                .filter(producers::containsKey)
                .findFirst()
                .orElseThrow();
        producers.get(writer).send(KafkaRecords.toSend(topic.name(), partition, wire));
    }

    @Override
    public void close() {
        heart.shutdownNow();
        producers.values().forEach(KafkaProducer::close);
    }
}
