package dev.mandate.messaging.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mandate.embedded.Platform;
import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.events.cloudevents.Envelope;
import dev.mandate.events.cloudevents.EventFamily;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.messaging.kafka.KafkaClients;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Identity-service's relay in two replicas over a real outbox, one of which hangs between reading its rows and sending them. It
 * lives in the relay's package, whose parts nobody else may touch.
 */
public final class RelayPair implements AutoCloseable {
    private static final Duration LEASE = Duration.ofSeconds(2);

    private final Platform platform;
    private final PGSimpleDataSource database;
    private final int partition;
    private final CountDownLatch read = new CountDownLatch(1);
    private final CountDownLatch resumed = new CountDownLatch(1);
    private final List<SliceRelay> relays = new ArrayList<>();

    public RelayPair(Platform platform, int partition) throws SQLException, IOException {
        this.platform = platform;
        this.partition = partition;
        database = as("identity");
        try (var owner = as("identity_owner").getConnection();
                var tables = RelayPair.class.getResourceAsStream("/db/messaging/V0_1__outbox_inbox.sql")) {
            owner.createStatement().execute("SET search_path = identity");
            owner.createStatement().execute(new String(tables.readAllBytes(), UTF_8));
        }
    }

    /** A row of the outbox for the partition. */
    public <E> void write(EventFamily<E> family, E event) throws SQLException, IOException {
        var wire = CloudEventCodec.encode(
                family,
                new Envelope<>("urn:mandate:identity", UUID.randomUUID().toString(), Instant.now(), event, null));
        try (var connection = database.getConnection();
                var insert = connection.prepareStatement(
                        "INSERT INTO outbox (topic, partition, key, headers, value) VALUES (?, ?, ?, ?, ?)")) {
            insert.setString(1, family.topic().name());
            insert.setInt(2, partition);
            insert.setString(3, new String(wire.key(), UTF_8));
            insert.setString(4, EventJson.mapper().writeValueAsString(wire.headers()));
            insert.setString(5, new String(wire.value(), UTF_8));
            insert.executeUpdate();
        }
    }

    /** The first replica has the rows in hand and goes no further. */
    public void firstHangs() throws InterruptedException {
        start("first", () -> {
            read.countDown();
            try {
                resumed.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        if (!read.await(30, TimeUnit.SECONDS)) throw new AssertionError("the first relay read nothing");
    }

    /** The second takes over once the lease of the first has run out. */
    public void secondTakesOver() {
        start("second", () -> {});
    }

    public void firstResumes() {
        resumed.countDown();
    }

    /** The first was refused and looks on while the second holds the slice. */
    public boolean firstLooksOn() {
        return relays.get(0).alive().isAfter(Instant.EPOCH);
    }

    @Override
    public void close() throws SQLException {
        resumed.countDown();
        relays.forEach(SliceRelay::stop);
        try (Connection owner = as("identity_owner").getConnection()) {
            owner.createStatement()
                    .execute("DROP TABLE identity.outbox, identity.outbox_lease, identity.inbox,"
                            + " identity.input_freshness");
        }
    }

    private void start(String holder, Runnable beforeSend) {
        var slice = new SliceRelay.Slice(
                holder,
                "outbox_identity",
                new Lease(partition % 2, holder, LEASE),
                new OutboxTable(partition % 2, 2),
                Set.of(),
                Set.of(),
                500,
                Duration.ofMillis(100),
                LEASE.dividedBy(4),
                Duration.ofMillis(100));
        var clients = new KafkaClients(platform.kafkaClientConfig("identity"));
        var relay = new SliceRelay(
                slice,
                database,
                () -> SliceProducer.open(clients, "identity", "urn:mandate:identity", partition % 2),
                () -> {
                    throw new AssertionError("it marks nothing");
                },
                InstantSource.system(),
                beforeSend);
        relays.add(relay);
        var thread = new Thread(relay, holder);
        thread.setDaemon(true);
        thread.start();
    }

    private PGSimpleDataSource as(String role) {
        var source = new PGSimpleDataSource();
        source.setUrl(platform.jdbcUrl());
        source.setUser(role);
        source.setPassword(platform.password("db." + role));
        return source;
    }
}
