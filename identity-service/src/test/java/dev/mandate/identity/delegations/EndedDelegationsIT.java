package dev.mandate.identity.delegations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.mandate.events.identity.DelegationState;
import dev.mandate.events.topics.TopicCatalogue;
import dev.mandate.identity.Api;
import dev.mandate.identity.Topics;
import dev.mandate.identity.Workforce;
import dev.mandate.messaging.outbox.Outbox;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class EndedDelegationsIT {
    private static final Duration DAY = Duration.ofDays(1);

    @Inject
    EndedStore store;

    @Inject
    Outbox outbox;

    @Inject
    DelegationConfig config;

    @Inject
    MeterRegistry meters;

    @Inject
    AgroalDataSource database;

    private final Instant began = Instant.now();
    private Instant now = began;
    private Workforce ada;
    private Api.Agent clerk;
    private Api.Agent helper;

    @BeforeEach
    void ada_has_agents() {
        Api.issuerIsRegistered();
        ada = Workforce.joins("Ada");
        clerk = Api.agentOf(ada, "clerk");
        helper = Api.agentOf(ada, "helper");
    }

    @Test
    void a_delegation_loses_its_content_a_day_after_it_ended_and_is_forgotten_a_day_later() throws Throwable {
        var root = root();
        var sub = sub(root);
        now = began.plus(DAY).plusSeconds(500); // both end 600 s after they were made
        sweep(1);
        Api.as(Api.admin()).get("/delegations/" + root).then().statusCode(200);

        now = began.plus(DAY).plusSeconds(700);
        sweep(1);
        for (var id : List.of(root, sub)) {
            Api.as(Api.admin()).get("/delegations/" + id).then().statusCode(404);
            var last = states(id, 2).get(1);
            assertThat(last.deleted()).isTrue();
            assertThat(last.revision()).isEqualTo(2);
            assertThat(last.task()).isEmpty();
            assertThat(last.taskIdentifiers()).isEmpty();
            assertThat(last.scope()).isEmpty();
        }
        sweep(1);
        assertThat(rows(root, sub)).isEqualTo(2);

        now = now.plus(DAY).plusSeconds(1);
        sweep(1);
        assertThat(rows(root, sub)).isZero();
        for (var id : List.of(root, sub))
            assertThat(records(id, 3).get(2).value()).isNull();
    }

    @Test
    void a_revoked_one_ended_when_it_was_revoked_and_is_not_revoked_again_after_it_was_deleted() throws Throwable {
        var root = root();
        var sub = sub(root);
        revoke(sub);
        now = Instant.now().plus(DAY); // the root ends ten minutes after that
        sweep(500);
        assertThat(states(sub, 3).get(2).deleted()).isTrue();

        revoke(sub, 404);
        revoke(root);
        assertThat(states(root, 2).get(1).status()).isEqualTo(DelegationState.Status.REVOKED);
        assertThat(records(sub, 3)).hasSize(3);
        var further = new HashMap<>(Api.delegation(clerk, "crm.read_contact"));
        further.put("parent", sub);
        Api.as(Api.accessToken(Api.signIn(ada)))
                .body(further)
                .post("/delegations")
                .then()
                .statusCode(400)
                .body("field", equalTo("/parent"));
    }

    @Test
    void replicas_that_sweep_at_once_end_each_delegation_once() throws Throwable {
        othersAreSwept();
        var ids = List.of(root(), root(), root(), root(), root(), root());
        for (var step = 0; step < 2; step++) {
            now = now.plus(DAY).plusSeconds(700);
            var replicas = List.of(sweeping(2), sweeping(2));
            for (var replica : replicas) replica.join();
            sweep(500); // what the two left to each other
        }
        assertThat(rows(ids.toArray(String[]::new))).isZero();
        for (var id : ids) {
            var records = records(id, 3);
            assertThat(records).hasSize(3);
            assertThat(records.get(2).value()).isNull();
        }
    }

    /** The log tells of it, with the id that was written over here: {@code IdentityId must start with per_…}. */
    @Test
    void one_that_cannot_be_deleted_is_put_off_and_counted_and_holds_up_no_other() throws Throwable {
        var broken = root();
        var sound = root();
        sql("INSERT INTO identities (id, revision, kind, status, display_name, created_at)"
                + " VALUES ('odd', 1, 'PERSON', 'ACTIVE', 'Odd', now()) ON CONFLICT DO NOTHING");
        sql("UPDATE delegations SET agent_id = 'odd' WHERE id = '" + broken + "'");
        var before = failures();
        now = began.plus(DAY).plusSeconds(700);
        sweep(500);
        sweep(500);
        assertThat(states(sound, 2).get(1).deleted()).isTrue();
        assertThat(failures() - before).isEqualTo(1); // not tried again at once
        sql("UPDATE delegations SET agent_id = '" + clerk.id() + "' WHERE id = '" + broken + "'");
        now = now.plusSeconds(61);
        sweep(500);
        assertThat(states(broken, 2).get(1).deleted()).isTrue();
        sql("DELETE FROM identities WHERE id = 'odd'"); // which no other test's list could read
    }

    /** Two at a time would take long for hundreds that other tests have left. */
    private void othersAreSwept() throws Throwable {
        for (var step = 0; step < 2; step++) {
            now = now.plus(DAY).plusSeconds(700);
            sweep(500);
        }
        now = began;
    }

    private void sweep(int batch) throws Throwable {
        var sweep = new EndedSweep(new EndedDelegations(store, outbox, config, () -> now), meters, batch);
        VertxContextSupport.subscribeAndAwait(sweep::run);
    }

    private CompletableFuture<Void> sweeping(int batch) {
        return CompletableFuture.runAsync(() -> {
            try {
                sweep(batch);
            } catch (Throwable e) {
                throw new AssertionError(e);
            }
        });
    }

    private String root() {
        return Api.as(Api.accessToken(Api.signIn(ada)))
                .body(Api.delegation(clerk, "crm.read_contact"))
                .post("/delegations")
                .then()
                .statusCode(200)
                .extract()
                .path("delegation");
    }

    private String sub(String parent) {
        var body = new HashMap<>(Api.delegation(helper, "crm.read_contact"));
        body.put("parent", parent);
        body.put("expiresAt", began.plusSeconds(590).toString());
        return Api.as(Api.accessToken(clerk.takesUp(parent)))
                .body(body)
                .post("/delegations")
                .then()
                .statusCode(200)
                .extract()
                .path("delegation");
    }

    private void revoke(String id) {
        revoke(id, 200);
    }

    private void revoke(String id, int status) {
        Api.as(Api.accessToken(Api.signIn(ada)))
                .post("/delegations/" + id + "/revoke")
                .then()
                .statusCode(status);
    }

    private static List<ConsumerRecord<byte[], byte[]>> records(String id, int count) {
        return Topics.awaitOfKey(TopicCatalogue.IDENTITY_DELEGATIONS, id, count);
    }

    private static List<DelegationState> states(String id, int count) {
        return records(id, count).stream()
                .flatMap(record -> Topics.read(DelegationState.FAMILY, record).stream())
                .toList();
    }

    private double failures() {
        return meters.counter("mandate.sweep.failures").count();
    }

    private int rows(String... ids) throws SQLException {
        try (var connection = database.getConnection();
                var query = connection.prepareStatement("SELECT count(*) FROM delegations WHERE id = ANY (?)")) {
            query.setArray(1, connection.createArrayOf("text", ids));
            try (var row = query.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    private void sql(String statement) throws SQLException {
        try (var connection = database.getConnection();
                var run = connection.createStatement()) {
            run.execute(statement);
        }
    }
}
