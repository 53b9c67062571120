package dev.mandate.messaging.inbox;

import static dev.mandate.messaging.TopicReader.key;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mandate.embedded.Platform;
import dev.mandate.embedded.PlatformTestResource;
import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.events.cloudevents.CompleteUntil;
import dev.mandate.events.cloudevents.DeadLetter;
import dev.mandate.events.cloudevents.Envelope;
import dev.mandate.events.cloudevents.WireRecord;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.lifecycle.WorkerEvent;
import dev.mandate.events.topics.TopicCatalogue;
import dev.mandate.messaging.TopicReader;
import dev.mandate.messaging.kafka.KafkaClients;
import dev.mandate.messaging.records.KafkaRecords;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = PlatformTestResource.class, initArgs = @ResourceArg(name = "service", value = "identity"))
@QuarkusTestResource(WorkersRight.class)
class InboxIT {
    private static final String TOPIC = TopicCatalogue.LIFECYCLE_WORKERS.name();

    @Inject
    AgroalDataSource database;

    @Inject
    Forgetting forgetting;

    @Inject
    Inbox inbox;

    private final IdentityId ada = IdentityId.nextPerson();
    private final String run = UUID.randomUUID().toString();
    private Producer<byte[], byte[]> lifecycle;
    private TopicReader deadLetters;

    @BeforeEach
    void open() {
        lifecycle = new KafkaClients(Platform.shared().kafkaClientConfig("lifecycle")).producer(Map.of());
        deadLetters = TopicReader.of(TopicCatalogue.IDENTITY_DEAD_LETTERS, "operator");
    }

    @AfterEach
    void close() {
        lifecycle.close();
        deadLetters.close();
    }

    @Test
    void takes_each_event_once_however_often_it_is_delivered() throws Exception {
        for (var round = 0; round < 3; round++) {
            for (var n = 0; n < 50; n++) send(event("e" + n, "employee-" + n));
            lifecycle.flush();
        }
        send(event("last", "employee-last"));
        await().until(() -> taken("employee-last") == 1);
        for (var n = 0; n < 50; n++) assertThat(taken("employee-" + n)).isEqualTo(1);
    }

    @Test
    void an_unreadable_record_becomes_a_dead_letter_with_its_bytes_and_headers() throws Exception {
        var bytes = "{\"not\": \"closed\"".getBytes(UTF_8);
        var good = event("broken", "nobody");
        send(new WireRecord(good.key(), good.headers(), bytes));
        send(event("after", "employee-after"));

        var letter = deadLetters.await(1, key(ada.value())).get(0);
        assertThat(letter.value()).isEqualTo(bytes);
        assertThat(header(letter, "ce_id")).isEqualTo("broken-" + run);
        assertThat(header(letter, DeadLetter.REASON)).isEqualTo("malformed");
        assertThat(header(letter, DeadLetter.ORIGIN)).startsWith(TOPIC + "/");
        await().until(() -> taken("employee-after") == 1);
    }

    @Test
    void only_the_culprit_of_a_batch_becomes_a_dead_letter() throws Exception {
        for (var n = 0; n < 20; n++) send(event("before" + n, "before-" + n));
        send(event("poison", "poison"));
        send(event("refused", "refuse-me"));
        send(event("constraint", "breaks-the-schema"));
        for (var n = 0; n < 20; n++) send(event("behind" + n, "behind-" + n));

        var reasons = deadLetters.await(3, key(ada.value())).stream()
                .map(letter -> header(letter, "ce_id") + " " + header(letter, DeadLetter.REASON))
                .toList();
        assertThat(reasons)
                .containsExactly(
                        "poison-" + run + " refused", "refused-" + run + " refused", "constraint-" + run + " refused");
        await().until(() -> taken("behind-19") == 1);
        assertThat(inOrder("before-")).hasSize(20);
        assertThat(inOrder("behind-").get(0)).isEqualTo("behind-0-" + run);
        assertThat(taken("poison")).isZero();
    }

    @Test
    void another_content_under_an_id_that_was_here_is_a_conflict() throws Exception {
        send(event("one", "employee-one"));
        await().until(() -> taken("employee-one") == 1);
        send(event("one", "employee-other"));
        var letter = deadLetters.await(1, key(ada.value())).get(0);
        assertThat(header(letter, DeadLetter.REASON)).isEqualTo("conflicting_duplicate");
        assertThat(taken("employee-other")).isZero();
    }

    @Test
    void the_very_record_that_was_taken_is_no_conflict_though_a_version_before_read_less_of_it() throws Throwable {
        try (var workers = TopicReader.of(TopicCatalogue.LIFECYCLE_WORKERS, "identity")) {
            send(event("again", "employee-again"));
            await().until(() -> taken("employee-again") == 1);
            asOwner("UPDATE inbox SET digest = '' WHERE id = 'again-" + run + "'");
            send(event("again", "employee-again"));

            var records = workers.await(2, key(ada.value()));
            assertThat(retaken(records.get(0))).isInstanceOf(Retaken.Known.class);
            assertThat(retaken(records.get(1))).as("by another record").isInstanceOf(Retaken.Refused.class);
        }
        assertThat(taken("employee-again")).isOne();
    }

    private Retaken retaken(ConsumerRecord<byte[], byte[]> record) throws Throwable {
        var workers = Intake.<WorkerEvent>of(
                WorkerEvent.FAMILY, taken -> Uni.createFrom().voidItem());
        return VertxContextSupport.subscribeAndAwait(
                () -> inbox.retake(workers, record, () -> Uni.createFrom().voidItem()));
    }

    @Test
    void what_no_redelivery_can_meet_any_more_is_forgotten_and_nothing_else() throws Exception {
        for (var days : List.of(44, 46)) {
            try (var connection = database.getConnection();
                    var insert = connection.prepareStatement(
                            "INSERT INTO inbox VALUES ('trial', ?, ?, ''::bytea, now() - ? * interval '1 day')")) {
                insert.setString(1, run);
                insert.setString(2, days + " days");
                insert.setInt(3, days);
                insert.executeUpdate();
            }
        }
        while (forgetting.some()) Thread.onSpinWait();
        assertThat(count("SELECT count(*) FROM inbox WHERE source = '" + run + "' AND id = '46 days'"))
                .isZero();
        assertThat(count("SELECT count(*) FROM inbox WHERE source = '" + run + "' AND id = '44 days'"))
                .isOne();
    }

    @Test
    void the_lag_that_an_operator_sees_comes_to_nothing_though_transactions_end_behind_the_last_record()
            throws Exception {
        try (var transactional = new KafkaClients(Platform.shared().kafkaClientConfig("lifecycle"))
                .producer(Map.of("transactional.id", "lifecycle-relay-77"))) {
            transactional.initTransactions();
            for (var committed : List.of(true, false)) {
                transactional.beginTransaction();
                for (var n = 0; n < 5; n++)
                    transactional.send(
                            KafkaRecords.toSend(TOPIC, event("lag" + committed + n, "lag-" + committed + n)));
                if (committed) transactional.commitTransaction();
                else transactional.abortTransaction();
            }
        }
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(taken("lag-true4")).isEqualTo(1);
            assertThat(lag("identity-inbox-test")).isZero();
        });
    }

    /** What is left of the topic for the group, as Kafka's own tools count it. */
    private static long lag(String group) throws Exception {
        try (var admin = Platform.shared().admin()) {
            var places = admin.client()
                    .listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get();
            var ends = admin.client()
                    .listOffsets(places.keySet().stream()
                            .collect(Collectors.toMap(Function.identity(), place -> OffsetSpec.latest())))
                    .all()
                    .get();
            return ends.entrySet().stream()
                    .mapToLong(end ->
                            end.getValue().offset() - places.get(end.getKey()).offset())
                    .sum();
        }
    }

    @Test
    void a_freshness_marker_is_kept_per_partition_of_a_state_topic() throws Exception {
        var access = TopicCatalogue.LIFECYCLE_ACCESS.name();
        var until = Instant.parse("2100-01-01T00:00:00Z");
        var marker = CloudEventCodec.encode("urn:mandate:lifecycle", 2, new CompleteUntil(until));
        lifecycle.send(KafkaRecords.toSend(access, 2, marker));
        await().until(() -> count("SELECT count(*) FROM input_freshness WHERE topic = '" + access
                        + "' AND partition = 2 AND complete_until = '2100-01-01T00:00:00Z'")
                == 1);
    }

    @Test
    void a_freshness_marker_on_a_topic_of_facts_is_a_dead_letter_since_nobody_may_claim_to_be_complete_there()
            throws Exception {
        var marker = CloudEventCodec.encode("urn:mandate:lifecycle", 3, new CompleteUntil(Instant.now()));
        lifecycle.send(KafkaRecords.toSend(TOPIC, 3, marker));
        var letter = deadLetters.await(1, key(CompleteUntil.KEY_PREFIX + 3)).get(0);
        assertThat(header(letter, DeadLetter.REASON)).isEqualTo("unknown_type");
    }

    @Test
    void nothing_is_dropped_while_the_database_cannot_take_it() throws Exception {
        asOwner("ALTER TABLE inbox RENAME TO inbox_away");
        try {
            send(event("patient", "employee-patient"));
            assertThat(deadLetters.during(Duration.ofSeconds(2))).noneMatch(key(ada.value()));
        } finally {
            asOwner("ALTER TABLE inbox_away RENAME TO inbox");
        }
        await().until(() -> taken("employee-patient") == 1);
    }

    @Test
    void goes_on_after_every_connection_broke() throws Exception {
        // All of the service's. Those of the tests' own pool stay: whichever test came next would be handed a broken
        // one.
        assertThat(count("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE usename = current_user"
                        + " AND application_name <> current_setting('application_name')"))
                .isPositive();
        send(event("survivor", "employee-survivor"));
        await().ignoreExceptions().until(() -> taken("employee-survivor") == 1);
        assertThat(deadLetters.during(Duration.ofMillis(500))).noneMatch(key(ada.value()));
    }

    private static void asOwner(String statement) throws SQLException {
        var platform = Platform.shared();
        try (var connection = DriverManager.getConnection(
                        platform.jdbcUrl(), "identity_owner", platform.password("db.identity_owner"));
                var run = connection.createStatement()) {
            run.execute(statement);
        }
    }

    private WireRecord event(String id, String employee) {
        var joined = new WorkerEvent.Left(ada, employee + "-" + run, Instant.parse("2026-11-25T12:00:00Z"));
        return CloudEventCodec.encode(
                WorkerEvent.FAMILY,
                new Envelope<>("urn:mandate:lifecycle", id + "-" + run, Instant.now(), joined, null));
    }

    private void send(WireRecord record) {
        lifecycle.send(KafkaRecords.toSend(TOPIC, 1, record));
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }

    private long taken(String employee) throws SQLException {
        return count("SELECT count(*) FROM taken WHERE employee_id = '" + employee + "-" + run + "'");
    }

    private List<String> inOrder(String prefix) throws SQLException {
        try (var connection = database.getConnection();
                var query = connection.createStatement();
                var rows = query.executeQuery("SELECT employee_id FROM taken WHERE employee_id LIKE '" + prefix + "%"
                        + run + "' ORDER BY n")) {
            var found = new ArrayList<String>();
            while (rows.next()) found.add(rows.getString(1));
            return found;
        }
    }

    private long count(String query) throws SQLException {
        try (var connection = database.getConnection();
                var run = connection.createStatement();
                var rows = run.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
