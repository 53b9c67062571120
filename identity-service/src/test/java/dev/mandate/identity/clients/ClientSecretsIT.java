package dev.mandate.identity.clients;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import dev.mandate.events.identity.AdministrationEvent;
import dev.mandate.events.identity.ClientEvent;
import dev.mandate.events.identity.ClientEvent.CredentialChanged.CredentialChange;
import dev.mandate.identity.Api;
import dev.mandate.identity.Approver;
import dev.mandate.identity.MachineClient;
import dev.mandate.identity.TestSecrets;
import dev.mandate.identity.Topics;
import dev.mandate.identity.Workforce;
import dev.mandate.identity.keys.RandomSecret;
import io.agroal.api.AgroalDataSource;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** No secret of a client or an agent counts for ever. */
@QuarkusTest
class ClientSecretsIT {
    private static final Duration LONGEST = Duration.ofDays(180);

    @Inject
    AgroalDataSource database;

    @Inject
    EndingSecrets ending;

    @Inject
    ConfiguredSecrets configured;

    private MachineClient batch;

    @BeforeEach
    void register() {
        Api.issuerIsRegistered();
        batch = MachineClient.registered("batch " + UUID.randomUUID(), "agents:read");
    }

    @Test
    void a_new_client_is_told_when_its_secret_ends() {
        var made = Api.as(Api.admin())
                .body(Map.of("name", "wiki", "scopes", List.of("agents:read")))
                .post("/clients")
                .then()
                .statusCode(200)
                .extract();
        assertThat(Instant.parse(made.path("clientSecretEndsAt")))
                .isBetween(
                        Instant.now().plus(LONGEST).minusSeconds(60),
                        Instant.now().plus(LONGEST));
    }

    @Test
    void whoever_got_no_answer_asks_again_by_a_key_and_gets_the_secret_of_the_one_client_that_was_made()
            throws SQLException {
        var key = UUID.randomUUID().toString();
        var name = "asked twice " + key;
        var first = registered(key, name).statusCode(200).extract();
        var again = registered(key, name).statusCode(200).extract();
        assertThat(again.asString()).isEqualTo(first.asString());
        registered(key, name + " and otherwise").statusCode(422).body("type", endsWith(":key-reused"));
        try (var connection = database.getConnection();
                var named = connection.prepareStatement("SELECT count(*) FROM clients WHERE name LIKE ? || '%'")) {
            named.setString(1, name);
            try (var rows = named.executeQuery()) {
                rows.next();
                assertThat(rows.getInt(1)).isEqualTo(1);
            }
        }
        var next = Map.of("Idempotency-Key", UUID.randomUUID().toString());
        String client = first.path("clientId");
        String second = keyedSecret(client, next);
        assertThat(keyedSecret(client, next)).isEqualTo(second);
        secrets(client).body("$", hasSize(2));
    }

    private static ValidatableResponse registered(String key, String name) {
        return Api.as(Api.admin())
                .header("Idempotency-Key", key)
                .body(Map.of("name", name, "scopes", List.of("agents:read")))
                .post("/clients")
                .then();
    }

    private static String keyedSecret(String client, Map<String, String> key) {
        return Api.as(Api.admin())
                .headers(key)
                .body(Map.of())
                .post("/clients/" + client + "/secrets")
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    @Test
    void a_secret_that_has_ended_opens_nothing_and_says_so_to_whoever_has_it() throws SQLException {
        batch.asks().statusCode(200);
        end(batch.id(), "-1 second");
        batch.asks()
                .statusCode(401)
                .body("error", equalTo("invalid_client"), "error_description", containsString("this secret ended at"));
        batch.with(RandomSecret.next())
                .asks()
                .statusCode(401)
                .body("error_description", equalTo("no client of this id and secret"));
        batch.with(made(batch.id())).asks().statusCode(200);
    }

    @Test
    void the_next_secret_counts_beside_the_one_in_use_and_a_third_does_not() {
        var next = batch.with(made(batch.id()));
        batch.asks().statusCode(200);
        next.asks().statusCode(200);
        make(batch.id(), Map.of()).statusCode(409).body("type", endsWith(":too-many-secrets"));

        String first = secrets(batch.id()).body("$", hasSize(2)).extract().path("[0].id");
        act("/clients/" + batch.id() + "/secrets/" + first + "/end", "rolled over")
                .statusCode(200);

        batch.asks().statusCode(401);
        next.asks().statusCode(200);
        act("/clients/" + batch.id() + "/secrets/" + first + "/end", "again").statusCode(404);
        var fact = told(CredentialChange.SECRET_ENDED, batch.id());
        assertThat(fact.credential()).isEqualTo(first);
        assertThat(fact.by().subject()).isEqualTo("admin");
        assertThat(told(CredentialChange.SECRET_MADE, batch.id()).endsAt())
                .isAfter(Instant.now().plus(LONGEST).minusSeconds(60));
    }

    @Test
    void nobody_asks_for_an_end_that_is_past_or_too_far() {
        for (var end : List.of(Duration.ofSeconds(-1), LONGEST.plusDays(1))) {
            var wanted = Map.of("endsAt", Instant.now().plus(end).toString());
            make(batch.id(), wanted).statusCode(400).body("field", equalTo("/endsAt"));
            Api.as(Api.admin())
                    .body(wanted)
                    .post("/clients/" + batch.id() + "/secret")
                    .then()
                    .statusCode(400);
        }
        var soon = Instant.now().plus(Duration.ofDays(3));
        make(batch.id(), Map.of("endsAt", soon.toString())).statusCode(200);
        assertThat(told(CredentialChange.SECRET_MADE, batch.id()).endsAt()).isCloseTo(soon, within());
    }

    @Test
    void a_changed_secret_leaves_the_youngest_before_it_for_the_overlap_and_no_other() {
        var second = batch.with(made(batch.id()));
        var third = batch.with(changed(Map.of("overlap", "PT1H")));
        batch.asks().statusCode(401);
        second.asks().statusCode(200);
        third.asks().statusCode(200);
        String ends = secrets(batch.id()).body("$", hasSize(2)).extract().path("[0].endsAt");
        assertThat(Instant.parse(ends)).isBefore(Instant.now().plus(Duration.ofHours(1)));
        var last = batch.with(changed(Map.of()));
        third.asks().statusCode(401);
        last.asks().statusCode(200);
        secrets(batch.id()).body("$", hasSize(1));
    }

    @Test
    void a_secret_from_before_that_is_ended_or_replaced_counts_after_a_rollback_no_more() throws SQLException {
        var leaked = knownBefore(batch.id());
        String first = secrets(batch.id()).extract().path("[0].id");
        act("/clients/" + batch.id() + "/secrets/" + first + "/end", "leaked").statusCode(200);
        assertThat(countsBefore(batch.id(), leaked)).isFalse();

        changed(Map.of());
        var replaced = knownBefore(batch.id());
        changed(Map.of());
        assertThat(countsBefore(batch.id(), replaced)).isFalse();
        assertThat(countsBefore(batch.id(), knownBefore(batch.id())))
                .as("the present one does")
                .isTrue();
    }

    @Test
    void who_answers_for_an_agent_makes_its_next_secret_and_a_stranger_does_not() {
        var ada = Workforce.joins("Ada");
        var token = Api.accessToken(Api.signIn(ada));
        var agent = Api.agentOf(ada, "clerk");
        var path = "/agents/" + agent.id() + "/secrets";
        var stranger = Api.accessToken(Api.signIn(Workforce.joins("Grace")));
        Api.as(stranger).body(Map.of()).post(path).then().statusCode(403);
        Api.as(stranger).get(path).then().statusCode(403);

        String next = Api.as(token)
                .body(Map.of())
                .post(path)
                .then()
                .statusCode(200)
                .extract()
                .path("secret");

        agent.ownToken().statusCode(200);
        new MachineClient(agent.id(), "clerk", next).asks().statusCode(200);
        Api.as(token).body(Map.of()).post(path).then().statusCode(409);
        String first = Api.as(token).get(path).then().statusCode(200).extract().path("[0].id");
        Api.as(token)
                .body(Map.of("reason", "rolled over"))
                .post(path + "/" + first + "/end")
                .then()
                .statusCode(200);
        agent.ownToken().statusCode(401);
        assertThat(told(CredentialChange.SECRET_MADE, agent.id()).by().subject())
                .isEqualTo(ada.id().value());
    }

    @Test
    void who_may_do_all_else_to_others_agents_gets_no_secret_of_one_and_so_can_not_be_it() {
        var agent = Api.agentOf(Workforce.joins("Ada"), "clerk");
        var path = "/agents/" + agent.id() + "/secrets";
        var helpdesk = MachineClient.registered("helpdesk", "agents:write", "agents:read");
        Api.as(helpdesk.token()).get(path).then().statusCode(200).body("$", hasSize(1));
        Api.as(helpdesk.token())
                .body(Map.of())
                .post(path)
                .then()
                .statusCode(403)
                .body("type", endsWith(":others-agent"));
        Api.as(Api.admin()).body(Map.of()).post(path).then().statusCode(200);
    }

    @Test
    void an_agent_that_signs_has_no_secret_beside_its_key() {
        var ada = Workforce.joins("Ada");
        var token = Api.accessToken(Api.signIn(ada));
        String id = Api.as(token)
                .body(Map.of(
                        "name", "signer", "platform", "test", "purpose", "assistant", "jwks", Api.jwks(Api.ISSUER_KEY)))
                .post("/agents")
                .then()
                .statusCode(200)
                .extract()
                .path("id");
        Api.as(token)
                .body(Map.of())
                .post("/agents/" + id + "/secrets")
                .then()
                .statusCode(409)
                .body("type", endsWith(":has-keys"));
        make(id, Map.of()).statusCode(409);
    }

    @Test
    void that_a_secret_ends_soon_is_told_once_and_listed_for_who_answers_for_it() throws Throwable {
        var ada = Workforce.joins("Ada");
        var token = Api.accessToken(Api.signIn(ada));
        var agent = Api.agentOf(ada, "clerk");
        tell();
        listed(token, null).body("items", hasSize(0));
        listed(token, "P365D").body("items.client", equalTo(List.of(agent.id())));

        end(agent.id(), "13 days");
        end(batch.id(), "13 days");
        tell();

        assertThat(told(CredentialChange.SECRET_ENDS_SOON, agent.id()).endsAt())
                .isAfter(Instant.now().plus(Duration.ofDays(12)));
        assertThat(told(CredentialChange.SECRET_ENDS_SOON, batch.id()).by()).isNull();
        assertThat(tell()).isZero();
        listed(token, null)
                .body("items.client", equalTo(List.of(agent.id())))
                .body("items[0].ownerName", equalTo("Ada Example"), "items[0].soon", equalTo(true));
        listed(Api.admin(), "P14D").body("items.client", hasItem(batch.id()), "items.soon", everyItem(equalTo(true)));
        Api.as(batch.token()).get("/secrets").then().statusCode(403);
    }

    @Test
    void one_that_is_made_for_less_than_the_notice_is_told_of_by_who_made_it_alone() throws Throwable {
        tell();
        make(batch.id(), Map.of("endsAt", Instant.now().plus(Duration.ofDays(2)).toString()))
                .statusCode(200);
        assertThat(tell()).isZero();
    }

    @Test
    void a_list_goes_on_where_it_ended() throws SQLException {
        var other = MachineClient.registered("other " + UUID.randomUUID(), "agents:read");
        end(batch.id(), "30 minutes");
        end(other.id(), "30 minutes");
        var first = Api.as(Api.admin())
                .get("/secrets?within=PT1H&limit=1")
                .then()
                .statusCode(200)
                .extract();
        Api.as(Api.admin())
                .get("/secrets?within=PT1H&limit=100&after=" + first.path("next"))
                .then()
                .statusCode(200)
                .body("items.secret", not(hasItem(first.<String>path("items[0].secret"))))
                .body("items.size()", greaterThanOrEqualTo(1));
        Api.as(Api.admin()).get("/secrets?within=yesterday").then().statusCode(400);
        for (var elsewhere :
                List.of("sec_1", "yesterday sec_1", "2026-13-41T00:00:00Z sec_1", "+999999999-01-01T00:00:00Z x"))
            Api.as(Api.admin())
                    .get("/secrets?after="
                            + Base64.getUrlEncoder().withoutPadding().encodeToString(elsewhere.getBytes(UTF_8)))
                    .then()
                    .statusCode(400)
                    .body("field", equalTo("after"));
    }

    @Test
    void the_first_clients_secret_goes_on_while_a_service_runs_with_it_and_ends_without() throws Throwable {
        var admin = new MachineClient("admin", "admin", TestSecrets.ADMIN);
        end("admin", "-400 days"); // nothing ran for more than a year
        admin.asks().statusCode(401);
        VertxContextSupport.subscribeAndAwait(() -> Panache.withTransaction(configured::renew));
        admin.asks().statusCode(200);
        var ends = Api.as(Api.admin())
                .get("/clients/admin/secrets")
                .then()
                .statusCode(200)
                .body("$", hasSize(1));
        assertThat(Instant.parse(ends.extract().path("[0].endsAt")))
                .isAfter(Instant.now().plus(Duration.ofDays(29)));
        make("admin", Map.of()).statusCode(409).body("type", endsWith(":configured"));
        listed(Api.admin(), "P365D").body("items.findAll { it.configured }.client", hasItem("admin"));
    }

    @Test
    void nobody_gives_a_client_that_reaches_everybody_one_more_secret_alone() {
        Api.issuerIsRegistered();
        var gateway = MachineClient.registered("gateway " + UUID.randomUUID(), "decisions:gateway");
        var helpdesk = MachineClient.registered("helpdesk", "clients:write");
        var waits = Api.as(helpdesk.token())
                .body(Map.of())
                .post("/clients/" + gateway.id() + "/secrets")
                .then()
                .statusCode(202)
                .body("waits.touches", hasItem("whoever has a secret that it has now: can still"))
                .extract();
        var his = gateway.with(waits.path("clientSecret"));
        his.asks().statusCode(401);
        Approver.approves(Approver.token("Grace"), waits.path("waits.proposal"), waits.path("waits.digest"))
                .statusCode(200);
        Approver.approves(Approver.token("Alan"), waits.path("waits.proposal"), waits.path("waits.digest"))
                .statusCode(200);
        his.asks().statusCode(200);
        gateway.asks().statusCode(200);
    }

    private String made(String client) {
        return make(client, Map.of()).statusCode(200).extract().path("secret");
    }

    private static ValidatableResponse make(String client, Map<String, String> body) {
        return Api.as(Api.admin())
                .body(body)
                .post("/clients/" + client + "/secrets")
                .then();
    }

    private String changed(Map<String, String> body) {
        return Api.as(Api.admin())
                .body(body)
                .post("/clients/" + batch.id() + "/secret")
                .then()
                .statusCode(200)
                .extract()
                .path("clientSecret");
    }

    private static ValidatableResponse secrets(String client) {
        return Api.as(Api.admin()).get("/clients/" + client + "/secrets").then().statusCode(200);
    }

    private static ValidatableResponse listed(String token, String within) {
        return Api.as(token)
                .get("/secrets?limit=200" + (within == null ? "" : "&within=" + within))
                .then()
                .statusCode(200);
    }

    private static ValidatableResponse act(String path, String reason) {
        return Api.as(Api.admin()).body(Map.of("reason", reason)).post(path).then();
    }

    private static ClientEvent.CredentialChanged told(CredentialChange change, String client) {
        return (ClientEvent.CredentialChanged) Topics.awaitOn(
                AdministrationEvent.FAMILY,
                event -> event instanceof ClientEvent.CredentialChanged it
                        && it.client().equals(client)
                        && it.change() == change);
    }

    private int tell() throws Throwable {
        return VertxContextSupport.subscribeAndAwait(() -> Panache.withTransaction(() -> ending.tell(1_000)));
    }

    private void end(String client, String when) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE client_secrets SET ends_at = now() + interval '" + when
                    + "' WHERE client_id = '" + client + "'");
        }
    }

    /** The hash of the secret that replicas from before V49 know. */
    private String knownBefore(String client) throws SQLException {
        return one("SELECT secret_hash FROM clients WHERE id = '" + client + "'");
    }

    private boolean countsBefore(String client, String hash) throws SQLException {
        return one("SELECT count(*) FROM clients WHERE id = '" + client + "' AND (secret_hash = '" + hash
                        + "' OR previous_secret_hash = '" + hash + "' AND previous_secret_until > now())")
                .equals("1");
    }

    private String one(String query) throws SQLException {
        try (var connection = database.getConnection();
                var found = connection.createStatement().executeQuery(query)) {
            assertThat(found.next()).isTrue();
            return Objects.requireNonNull(found.getString(1));
        }
    }

    private static org.assertj.core.data.TemporalUnitOffset within() {
        return new org.assertj.core.data.TemporalUnitWithinOffset(1, java.time.temporal.ChronoUnit.SECONDS);
    }
}
