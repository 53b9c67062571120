package dev.mandate.identity.workloads;

import static dev.mandate.identity.workloads.Workload.tokenOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import dev.mandate.events.identity.AdministrationEvent;
import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.identity.OfferEvent;
import dev.mandate.events.identity.WorkloadEvent;
import dev.mandate.events.identity.WorkloadFacts;
import dev.mandate.events.topics.TopicCatalogue;
import dev.mandate.identity.Api;
import dev.mandate.identity.MachineClient;
import dev.mandate.identity.Topics;
import dev.mandate.identity.Workforce;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Services, jobs and keys of software: somebody answers for each, each proves who it is, and none does anything otherwise. */
@QuarkusTest
class WorkloadsIT {
    @Inject
    WorkloadSweep sweep;

    @Inject
    AgroalDataSource database;

    @BeforeEach
    void issuer() {
        Api.issuerIsRegistered();
    }

    @Test
    void a_workload_is_staged_put_into_use_suspended_resumed_retired_and_deleted_and_each_is_on_record() {
        var ada = Workforce.joins("Ada");
        var hers = tokenOf(ada);
        var batch = Workload.of(hers, Map.of());
        batch.seen().body("status", equalTo("STAGED"), "owner", equalTo(ada.id().value()));
        var secret = batch.secret(hers);
        batch.asks(secret).statusCode(401).body("error", equalTo("invalid_client"));
        batch.does("resume", hers).statusCode(409).body("type", endsWith(":illegal-move"));

        batch.does("activate", hers).statusCode(200).body("status", equalTo("ACTIVE"));
        var claims = Api.claims(Api.accessToken(batch.asks(secret)));
        assertThat(claims.getSubject()).isEqualTo(batch.id());
        assertThat(claims.getClaim("client_id")).isEqualTo(batch.id());
        batch.does("activate", hers).statusCode(409);

        batch.does("suspend", hers)
                .statusCode(200)
                .body("status", equalTo("SUSPENDED"), "tokensVoidBefore", notNullValue());
        batch.asks(secret).statusCode(401);
        batch.does("resume", hers).statusCode(200).body("status", equalTo("ACTIVE"));
        batch.asks(secret).statusCode(200);

        batch.does("delete", hers).statusCode(409);
        batch.does("retire", hers).statusCode(200).body("status", equalTo("RETIRED"));
        batch.asks(secret).statusCode(401);
        batch.makesSecret(hers, Map.of()).statusCode(409).body("type", endsWith(":workload-gone"));
        batch.does("activate", hers).statusCode(409);
        batch.does("delete", hers).statusCode(200).body("status", equalTo("DELETED"));
        batch.seen().statusCode(404);

        var gone =
                Topics.awaitOn(IdentityState.FAMILY, it -> it.identity().value().equals(batch.id()) && it.deleted());
        assertThat(gone.owner()).isNull();
        assertThat(gone.displayName()).isEqualTo("-");
        assertThat(fact(WorkloadEvent.Registered.class, batch).owner()).isEqualTo(ada.id());
        for (var act : List.of(
                WorkloadEvent.Activated.class,
                WorkloadEvent.Suspended.class,
                WorkloadEvent.Resumed.class,
                WorkloadEvent.Retired.class,
                WorkloadEvent.Deleted.class))
            assertThat(fact(act, batch).by().subject()).isEqualTo(ada.id().value());
    }

    @Test
    void one_registered_for_another_waits_for_him_and_nobody_else_does_anything_to_it() {
        var ada = Workforce.joins("Ada");
        var strangers = tokenOf(Workforce.joins("Eve"));
        Workload.registered(strangers, Map.of("owner", ada.id().value())).statusCode(403);
        var registered = Workload.registered(
                        Api.admin(), Map.of("owner", ada.id().value()))
                .statusCode(200)
                .extract();
        var batch = new Workload(registered.path("id"));
        batch.does("activate", Api.admin()).statusCode(409).body("type", endsWith(":nobody-answers"));
        assertThat(ownerless()).contains(batch.id());
        for (var act : List.of("activate", "suspend", "retire", "delete"))
            batch.does(act, strangers).statusCode(403).body("type", endsWith(":not-owner"));
        batch.makesSecret(strangers, Map.of()).statusCode(403);

        Api.as(tokenOf(ada))
                .post("/offers/" + registered.path("offer.offer") + "/accept")
                .then()
                .statusCode(200);

        assertThat(ownerless()).doesNotContain(batch.id());
        batch.seen().body("status", equalTo("STAGED"));
        batch.does("activate", Api.admin()).statusCode(200);
        Api.as(tokenOf(ada))
                .get("/workloads?owner=" + ada.id())
                .then()
                .statusCode(200)
                .body("items.id", equalTo(List.of(batch.id())));
    }

    @Test
    void a_leavers_workloads_stop_with_him_and_are_offered_to_his_manager() {
        var manager = Workforce.joins("Milo");
        var ada = Workforce.joins("Ada", manager);
        var hers = tokenOf(ada);
        var batch = Workload.inUse(hers);
        var secret = batch.secret(hers);
        var token = Api.accessToken(batch.asks(secret));

        ada.leaves();

        await().atMost(Topics.SOON).untilAsserted(() -> batch.asks(secret).statusCode(401));
        batch.seen().body("status", equalTo("SUSPENDED"), "statusReason", equalTo("owner_left"));
        batch.does("resume", Api.admin()).statusCode(409).body("type", endsWith(":nobody-answers"));
        var made = (OfferEvent.Made) Topics.awaitOn(
                AdministrationEvent.FAMILY,
                it -> it instanceof OfferEvent.Made offer
                        && offer.agent().value().equals(batch.id()));
        assertThat(made.to()).isEqualTo(manager.id());
        Api.as(tokenOf(manager))
                .post("/offers/" + made.offer() + "/accept")
                .then()
                .statusCode(200);
        batch.seen()
                .body("status", equalTo("ACTIVE"), "owner", equalTo(manager.id().value()));
        // She may have kept it, and it isn't the manager's.
        batch.asks(secret).statusCode(401);
        batch.hasNoMore(token);
        batch.asks(batch.secret(tokenOf(manager))).statusCode(200);
    }

    @Test
    void what_it_is_is_its_registrars_word_until_an_administrator_confirms_it() {
        var hers = tokenOf(Workforce.joins("Ada"));
        var batch = Workload.inUse(hers);
        batch.seen().body("confirmed", equalTo(false), "purpose", equalTo("invoices"));
        batch.does("confirm", hers).statusCode(403).body("type", endsWith(":administrators-alone"));
        batch.does("confirm", tokenOf(Workforce.joins("Eve"))).statusCode(403).body("type", endsWith(":not-owner"));

        batch.does("confirm", Api.admin()).statusCode(200).body("confirmed", equalTo(true));

        Topics.awaitOn(
                IdentityState.FAMILY,
                it -> it.identity().value().equals(batch.id()) && it.workload().confirmed());
        assertThat(fact(WorkloadEvent.Confirmed.class, batch).by()).isNotNull();
        var owner = Workforce.joins("Ada");
        Workload.registered(Api.admin(), Map.of("owner", owner.id().value()))
                .statusCode(200)
                .body("confirmed", equalTo(true));
    }

    @Test
    void nobody_registers_an_agent_for_administration_himself() {
        var ada = Workforce.joins("Ada");
        var agent = Map.of(
                "name",
                "Keeper",
                "platform",
                "desk",
                "purpose",
                "administration",
                "owner",
                ada.id().value());
        Api.as(tokenOf(ada))
                .body(agent)
                .post("/agents")
                .then()
                .statusCode(403)
                .body("type", endsWith(":administrators-alone"), "field", equalTo("/purpose"));
        Api.as(Api.admin()).body(agent).post("/agents").then().statusCode(200);
    }

    @Test
    void two_secrets_count_at_a_time_none_without_an_end_and_one_that_is_ended_counts_no_more() {
        var hers = tokenOf(Workforce.joins("Ada"));
        var batch = Workload.inUse(hers);
        var now = Instant.now();
        for (var end : List.of(now.minusSeconds(1), now.plusSeconds(91 * 86_400)))
            batch.makesSecret(hers, Map.of("endsAt", end.toString()))
                    .statusCode(400)
                    .body("field", equalTo("/endsAt"));
        var first = batch.makesSecret(hers, Map.of()).statusCode(200).extract();
        var second = batch.secret(hers);
        batch.makesSecret(hers, Map.of()).statusCode(409).body("type", endsWith(":too-many-secrets"));
        batch.asks(first.path("secret")).statusCode(200);
        var token = Api.accessToken(batch.asks(second));
        Api.as(hers)
                .get("/workloads/" + batch.id() + "/credentials")
                .then()
                .statusCode(200)
                .body("secrets.id", hasItem(first.<String>path("id")), "secrets", hasSize(2))
                .body(not(containsString(first.path("secret"))));

        batch.does("secrets/" + first.path("id") + "/end", hers).statusCode(200);

        batch.asks(first.path("secret")).statusCode(401);
        batch.asks(second).statusCode(200);
        batch.does("secrets/" + first.path("id") + "/end", hers).statusCode(404);
        batch.hasNoMore(token);
        assertThat(fact(WorkloadEvent.CredentialChanged.class, batch).endsAt()).isNotNull();
        Topics.awaitOn(
                AdministrationEvent.FAMILY,
                it -> it instanceof WorkloadEvent.CredentialChanged changed
                        && changed.change() == WorkloadEvent.CredentialChange.SECRET_ENDED
                        && changed.credential().equals(first.path("id")));
        Api.as(Api.admin())
                .get("/clients/" + batch.id())
                .then()
                .statusCode(200)
                .body("authentication", equalTo("client_secret_basic"));
        // A secret of a client lasts; that of a workload is made as a workload's alone.
        Api.as(Api.admin())
                .body(Map.of())
                .post("/clients/" + batch.id() + "/secret")
                .then()
                .statusCode(409)
                .body("type", endsWith(":workload"));
    }

    @Test
    void a_secret_ends_by_the_clock() {
        var hers = tokenOf(Workforce.joins("Ada"));
        var batch = Workload.inUse(hers);
        String secret = batch.makesSecret(
                        hers, Map.of("endsAt", Instant.now().plusSeconds(3).toString()))
                .statusCode(200)
                .extract()
                .path("secret");
        await().atMost(Topics.SOON).untilAsserted(() -> batch.asks(secret).statusCode(401));
        batch.secret(hers);
        batch.secret(hers);
    }

    @Test
    void who_may_do_all_else_to_others_workloads_gets_no_credential_of_one_and_so_can_not_be_it() {
        var hers = tokenOf(Workforce.joins("Ada"));
        var batch = Workload.inUse(hers);
        var helpdesk = MachineClient.registered("helpdesk", "workloads:write", "workloads:read")
                .token();
        var keys = "/workloads/" + batch.id() + "/keys";
        batch.makesSecret(helpdesk, Map.of()).statusCode(403).body("type", endsWith(":others-workload"));
        Api.as(helpdesk)
                .body(Map.of("jwks", Api.jwks(Api.key("helpdesk"))))
                .put(keys)
                .then()
                .statusCode(403)
                .body("type", endsWith(":others-workload"));
        Api.as(helpdesk)
                .body(Map.of("issuer", "https://ci.example", "claims", Map.of("sub", "repo:helpdesk")))
                .post("/workloads/" + batch.id() + "/bindings")
                .then()
                .statusCode(403)
                .body("type", endsWith(":others-workload"));
        batch.makesSecret(Api.admin(), Map.of()).statusCode(200);
        // What ends one is an administrator's as before.
        Api.as(helpdesk).body(Map.of()).put(keys).then().statusCode(200);
        batch.does("suspend", helpdesk).statusCode(200);
    }

    @Test
    void it_signs_with_a_registered_key_and_no_more_once_the_key_is_gone() {
        var hers = tokenOf(Workforce.joins("Ada"));
        var key = Api.key("batch");
        var batch = Workload.of(hers, Map.of("jwks", Api.jwks(key), "scopes", List.of("decisions:evaluate")));
        batch.does("activate", hers).statusCode(200);
        var signed = Api.sign(key, Api.assertion(batch.id(), batch.id()).build());
        var token = Api.accessToken(Api.token(byKey(signed)));
        assertThat(Api.claims(token).getClaim("scope")).isEqualTo("decisions:evaluate");
        Api.token(byKey(signed)).statusCode(401).body("error_description", containsString("used before"));

        Api.as(hers)
                .body(Map.of("reason", "its key was stolen"))
                .put("/workloads/" + batch.id() + "/keys")
                .then()
                .statusCode(200)
                .body("keys", hasSize(0));

        Api.token(byKey(Api.sign(key, Api.assertion(batch.id(), batch.id()).build())))
                .statusCode(401);
        batch.hasNoMore(token);
    }

    @Test
    void outside_of_its_time_it_gets_no_token() {
        var hers = tokenOf(Workforce.joins("Ada"));
        var batch = Workload.inUse(hers);
        var secret = batch.secret(hers);
        var ahead = Instant.now().plusSeconds(600).toString();
        validity(batch, hers, Map.of("validFrom", ahead)).statusCode(200);
        batch.asks(secret).statusCode(401);
        for (var longer : List.of(Map.<String, Object>of(), Map.<String, Object>of("validUntil", ahead)))
            validity(batch, hers, longer).statusCode(403).body("type", endsWith(":administrators-alone"));
        validity(batch, Api.admin(), Map.of("validUntil", ahead)).statusCode(200);
        batch.asks(secret).statusCode(200);
        validity(batch, hers, Map.of("validUntil", Instant.now().minusSeconds(1).toString()))
                .statusCode(200);
        batch.asks(secret).statusCode(401);
        validity(batch, hers, Map.of("validUntil", ahead)).statusCode(403);
        var state = Topics.awaitOn(
                IdentityState.FAMILY,
                it -> it.identity().value().equals(batch.id())
                        && it.validity() != null
                        && it.validity().until() != null);
        assertThat(state.workload().status()).isEqualTo(WorkloadFacts.Status.ACTIVE);
    }

    @Test
    void a_day_after_it_was_deleted_its_record_is_forgotten_and_its_id_is_not_free() throws Throwable {
        var hers = tokenOf(Workforce.joins("Ada"));
        var batch = Workload.of(hers, Map.of());
        batch.does("delete", hers).statusCode(200);
        VertxContextSupport.subscribeAndAwait(sweep::run);
        var earlier =
                "UPDATE identities SET deleted_at = deleted_at - interval '1 day' WHERE deleted_at IS NOT NULL AND id = ";
        assertThat(sql(earlier + "'" + batch.id() + "'"))
                .as("not at once, so that every reader sees it")
                .isEqualTo(1);
        VertxContextSupport.subscribeAndAwait(sweep::run);

        var records = Topics.awaitOfKey(TopicCatalogue.IDENTITY_IDENTITIES, batch.id(), 3);
        assertThat(records).extracting(it -> it.value() == null).containsExactly(false, false, true);
        batch.seen().statusCode(404);
        batch.does("activate", Api.admin()).statusCode(409).body("type", endsWith(":illegal-move"));
    }

    @ParameterizedTest
    @CsvSource({
        "name, '', /name",
        "purpose, '', /purpose",
        "environment, '', /environment",
        "environment, Production, /environment",
        "environment, prod eu, /environment",
        "owner, agt_clerk, /owner",
        "validUntil, 2020-01-01T00:00:00Z, /validUntil",
    })
    void what_is_wrong_with_a_registration_is_said(String member, String value, String field) {
        var body = member.equals("validUntil")
                ? Map.<String, Object>of(member, value, "validFrom", "2021-01-01T00:00:00Z")
                : Map.<String, Object>of(member, value);
        Workload.registered(Api.admin(), body).statusCode(400).body("field", equalTo(field));
    }

    private int sql(String statement) throws SQLException {
        try (var connection = database.getConnection();
                var run = connection.createStatement()) {
            return run.executeUpdate(statement);
        }
    }

    private static ValidatableResponse validity(Workload workload, String token, Map<String, Object> body) {
        return Api.as(token)
                .body(body)
                .put("/workloads/" + workload.id() + "/validity")
                .then();
    }

    private static RequestSpecification byKey(String assertion) {
        return Api.form("client_credentials")
                .formParam("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
                .formParam("client_assertion", assertion);
    }

    private static List<String> ownerless() {
        return Api.as(Api.admin())
                .get("/workloads?ownerless=true&limit=200")
                .then()
                .statusCode(200)
                .extract()
                .path("items.id");
    }

    private static <T extends WorkloadEvent> T fact(Class<T> type, Workload workload) {
        return type.cast(Topics.awaitOn(
                AdministrationEvent.FAMILY,
                it -> type.isInstance(it) && it.subject().equals(workload.id())));
    }
}
