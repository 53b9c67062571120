package dev.mandate.messaging.outbox;

import static dev.mandate.messaging.TopicReader.key;
import static dev.mandate.messaging.TopicReader.marker;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mandate.embedded.PlatformTestResource;
import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.events.cloudevents.Unreadable;
import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.topics.TopicCatalogue;
import dev.mandate.messaging.TopicReader;
import dev.mandate.messaging.records.KafkaRecords;
import io.agroal.api.AgroalDataSource;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = PlatformTestResource.class, initArgs = @ResourceArg(name = "service", value = "identity"))
class RelayIT {
    @Inject
    Outbox outbox;

    @Inject
    Relay relay;

    @Inject
    AgroalDataSource database;

    private final List<SliceRelay> started = new ArrayList<>();
    private final IdentityId ada = IdentityId.nextPerson();

    @BeforeEach
    void the_inputs_are_known_up_to_far_ahead() throws Exception {
        for (var partition = 0; partition < 4; partition++) {
            sql("INSERT INTO input_freshness VALUES ('lifecycle.access.v1', " + partition + ", '2999-01-01Z')"
                    + " ON CONFLICT (topic, partition) DO UPDATE SET complete_until = excluded.complete_until");
        }
    }

    @AfterEach
    void only_the_relay_of_the_application_goes_on() throws Exception {
        started.forEach(SliceRelay::stop);
        relay.stop(null);
        sql("UPDATE outbox_lease SET held_until = clock_timestamp()");
        relay.start(null);
    }

    @Test
    void sends_the_states_of_a_key_in_the_order_of_their_commits() throws Throwable {
        try (var reader = identities()) {
            for (var revision = 1; revision <= 20; revision++) write(ada, revision);
            var records = reader.await(20, key(ada.value()));
            assertThat(revisions(records))
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, 20).boxed().toList());
        }
        await().until(() -> relay.pending() == 0);
    }

    @Test
    void puts_events_of_one_call_on_the_partition_that_every_kafka_client_would_choose() throws Throwable {
        var people =
                LongStream.range(0, 10).mapToObj(n -> IdentityId.nextPerson()).toList();
        try (var reader = identities()) {
            publish(people.stream().map(person -> state(person, 1)).toList());
            for (var person : people) {
                var record = reader.await(1, key(person.value())).get(0);
                assertThat(record.partition())
                        .isEqualTo(org.apache.kafka.common.utils.Utils.toPositive(
                                        org.apache.kafka.common.utils.Utils.murmur2(record.key()))
                                % 4);
            }
        }
    }

    @Test
    void a_relay_that_hung_between_reading_and_sending_is_fenced_and_the_later_state_wins() throws Throwable {
        relay.stop(null);
        try (var reader = identities()) {
            write(ada, 1);
            var gate = new Gate();
            var hung = start("hung", gate);
            gate.awaitArrival();
            assertThat(hung.alive()).isEqualTo(Instant.EPOCH);

            start("next", () -> {});
            reader.await(1, key(ada.value()));
            write(ada, 2);
            reader.await(2, key(ada.value()));

            gate.open();
            await().until(() -> hung.alive().isAfter(Instant.EPOCH)); // a bystander now
            write(ada, 3);
            assertThat(revisions(reader.await(3, key(ada.value())))).containsExactly(1L, 2L, 3L);
        }
    }

    @Test
    void sends_again_after_a_crash_between_the_commit_on_kafka_and_the_delete() throws Throwable {
        relay.stop(null);
        try (var reader = identities()) {
            write(ada, 1);
            write(ada, 2);
            start("crashing", new FailingDeletes(database).failFirst(1), () -> {});
            var records = reader.await(4, key(ada.value()));
            assertThat(revisions(records)).containsExactly(1L, 2L, 1L, 2L);
            assertThat(records.get(0).headers().lastHeader("ce_id").value())
                    .isEqualTo(records.get(2).headers().lastHeader("ce_id").value());
        }
        await().until(() -> count("SELECT count(*) FROM outbox") == 0);
    }

    @Test
    void a_tombstone_follows_the_last_state_of_its_key_on_the_same_partition() throws Throwable {
        try (var reader = identities()) {
            write(ada, 1);
            VertxContextSupport.subscribeAndAwait(
                    () -> Panache.withTransaction(() -> outbox.forget(IdentityState.FAMILY, List.of(ada.value()))));
            var records = reader.await(2, key(ada.value()));
            assertThat(revision(records.get(0))).isEqualTo(1);
            assertThat(records.get(1).value()).isNull();
            assertThat(records.get(1).partition()).isEqualTo(records.get(0).partition());
        }
    }

    @Test
    void complete_until_stays_behind_while_a_row_cannot_be_sent() throws Throwable {
        try (var reader = identities()) {
            reader.await(4, marker());
            sql("INSERT INTO outbox (topic, partition, key, headers, value)"
                    + " VALUES ('lifecycle.access.v1', 0, 'forbidden', '{}', '{}')");
            await().until(() -> relay.pending() == 1);
            var stuckAt = Instant.now();
            var meanwhile = reader.during(Duration.ofSeconds(4));
            assertThat(meanwhile.stream().filter(marker()).filter(record -> record.partition() % 2 == 0))
                    .allSatisfy(record -> assertThat(completeUntil(record)).isBefore(stuckAt));
            assertThat(meanwhile.stream().filter(marker()).filter(record -> record.partition() % 2 == 1))
                    .anySatisfy(record -> assertThat(completeUntil(record)).isAfter(stuckAt));

            sql("DELETE FROM outbox WHERE key = 'forbidden'");
            reader.await(
                    2,
                    marker().and(record ->
                            record.partition() % 2 == 0 && completeUntil(record).isAfter(stuckAt)));
        }
    }

    @Test
    void complete_until_is_not_ahead_of_the_inputs() throws Throwable {
        sql("UPDATE input_freshness SET complete_until = '2026-01-01Z' WHERE partition = 3");
        try (var reader = identities()) {
            reader.await(
                    4, marker().and(record -> completeUntil(record).equals(Instant.parse("2026-01-01T00:00:00Z"))));
        }
    }

    @Test
    void marks_take_no_transaction_while_nothing_is_sent() {
        try (var reader = identities()) {
            var marks = reader.await(16, marker());
            var last = marks.get(marks.size() - 1);
            var offsets = marks.stream()
                    .filter(mark -> mark.partition() == last.partition())
                    .map(ConsumerRecord::offset)
                    .toList();
            assertThat(offsets).contains(last.offset() - 1); // the end of a transaction would be between them
        }
    }

    private SliceRelay start(String holder, Runnable beforeSend) {
        return start(holder, database, beforeSend);
    }

    private SliceRelay start(String holder, javax.sql.DataSource source, Runnable beforeSend) {
        var slice = org.apache.kafka.common.utils.Utils.toPositive(
                        org.apache.kafka.common.utils.Utils.murmur2(ada.value().getBytes()))
                % 2;
        var one = relay.relay(slice, holder, source, beforeSend);
        started.add(one);
        var thread = new Thread(one, holder);
        thread.setDaemon(true);
        thread.start();
        return one;
    }

    private static TopicReader identities() {
        return TopicReader.of(TopicCatalogue.IDENTITY_IDENTITIES, "authz");
    }

    private void write(IdentityId person, long revision) throws Throwable {
        publish(List.of(state(person, revision)));
    }

    private void publish(List<IdentityState> states) throws Throwable {
        VertxContextSupport.subscribeAndAwait(
                () -> Panache.withTransaction(() -> outbox.publishAll(IdentityState.FAMILY, states)));
    }

    private static IdentityState state(IdentityId person, long revision) {
        return IdentityState.person(person, "Ada").revision(revision).build();
    }

    private static List<Long> revisions(List<ConsumerRecord<byte[], byte[]>> records) {
        return records.stream().map(RelayIT::revision).toList();
    }

    private static long revision(ConsumerRecord<byte[], byte[]> record) {
        try {
            return CloudEventCodec.decode(IdentityState.FAMILY, KafkaRecords.wire(record))
                    .data()
                    .revision();
        } catch (Unreadable e) {
            throw new AssertionError(e);
        }
    }

    private static Instant completeUntil(ConsumerRecord<byte[], byte[]> record) {
        try {
            return CloudEventCodec.decodeCompleteUntil(KafkaRecords.wire(record))
                    .completeUntil();
        } catch (Unreadable e) {
            throw new AssertionError(e);
        }
    }

    private void sql(String statement) throws SQLException {
        try (var connection = database.getConnection();
                var run = connection.createStatement()) {
            run.execute(statement);
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
