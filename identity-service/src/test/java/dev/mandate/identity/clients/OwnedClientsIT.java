package dev.mandate.identity.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.events.identity.AdministrationEvent;
import dev.mandate.events.identity.ClientState;
import dev.mandate.events.identity.OfferEvent;
import dev.mandate.events.lifecycle.MandateRole;
import dev.mandate.identity.Api;
import dev.mandate.identity.MachineClient;
import dev.mandate.identity.Topics;
import dev.mandate.identity.Workforce;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A client acts as long as the person who answers for it may, as agents and workloads do. */
@QuarkusTest
class OwnedClientsIT {
    @Inject
    Pool database;

    @Inject
    ClientStore store;

    @Inject
    OwnedClients clients;

    @Inject
    ClientOwners owners;

    @Inject
    OwnerlessConfig config;

    @Inject
    OwnerDeadline deadline;

    @BeforeEach
    void issuer() {
        Api.issuerIsRegistered();
    }

    @Test
    void whoever_registers_a_client_as_a_person_answers_for_it_at_once() {
        var ada = Workforce.joins("Ada");
        var client = registered(administrator(ada), Map.of());
        show(client).body("keeper", equalTo("OWNER"), "owner", equalTo(ada.id().value()), "status", equalTo("ACTIVE"));
        asks(client).statusCode(200);
        assertThat(ownerless()).doesNotContain(id(client));
    }

    @Test
    void a_client_registered_for_another_gets_no_token_until_he_accepts_it_himself() {
        var ada = Workforce.joins("Ada");
        var client = registered(Api.admin(), Map.of("owner", ada.id().value()));
        var offer = client.at("/offer/offer").textValue();
        asks(client)
                .statusCode(401)
                .body("error", equalTo("invalid_client"), "error_description", containsString("nobody who answers"));
        show(client)
                .body(
                        "keeper",
                        equalTo("NOBODY"),
                        "owner",
                        nullValue(),
                        "statusReason",
                        equalTo("not_accepted"),
                        "offeredTo",
                        equalTo(ada.id().value()));
        Api.as(Api.admin())
                .body(Map.of("reason", "it is needed"))
                .post("/clients/" + id(client) + "/resume")
                .then()
                .statusCode(409)
                .body("type", containsString("nobody-answers"));

        var adas = Api.accessToken(Api.signIn(ada));
        Api.as(adas)
                .get("/offers")
                .then()
                .body(
                        "items[0].agent",
                        equalTo(id(client)),
                        "items[0].agentName",
                        equalTo("ledger"),
                        "items[0].purpose",
                        equalTo("identities:read"));
        accepts(offer, Api.accessToken(Api.signIn(Workforce.joins("Grace")))).statusCode(404);
        accepts(offer, adas).statusCode(204);

        asks(client).statusCode(200);
        show(client).body("owner", equalTo(ada.id().value()), "offeredTo", nullValue());
        var accepted = (OfferEvent.Accepted) Topics.awaitOn(
                AdministrationEvent.FAMILY,
                fact -> fact instanceof OfferEvent.Accepted it
                        && it.agent().value().equals(id(client)));
        assertThat(accepted.owner()).isEqualTo(ada.id());
        assertThat(accepted.by().subject()).isEqualTo(ada.id().value());
    }

    @Test
    void a_leavers_client_stops_with_him_its_tokens_too_and_is_offered_to_his_manager() {
        var manager = Workforce.joins("Milo");
        var ada = Workforce.joins("Ada", manager);
        var client = answeredForBy(ada);
        var before = Api.accessToken(asks(client));
        await("until it is known that he has accepted")
                .atMost(Topics.SOON)
                .untilAsserted(() ->
                        Api.as(before).get("/identities?name=nobody").then().statusCode(200));

        ada.leaves();

        var made = (OfferEvent.Made) Topics.awaitOn(
                AdministrationEvent.FAMILY,
                fact -> fact instanceof OfferEvent.Made it
                        && it.agent().value().equals(id(client))
                        && it.to().equals(manager.id()));
        assertThat(made.cause()).isEqualTo(OfferEvent.Cause.OWNER_LEFT);
        asks(client).statusCode(401).body("error_description", containsString("nobody who answers"));
        await().atMost(Topics.SOON)
                .untilAsserted(() ->
                        Api.as(before).get("/identities?name=nobody").then().statusCode(401));
        assertThat(stateOf(client, "owner_left").status()).isEqualTo(ClientState.Status.STOPPED);
        assertThat(ownerless()).contains(id(client));

        accepts(made.offer().value(), Api.accessToken(Api.signIn(manager))).statusCode(204);
        asks(client).statusCode(200);
        Api.as(before).get("/identities?name=nobody").then().statusCode(401);
        show(client).body("owner", equalTo(manager.id().value()));
    }

    @Test
    void a_client_stops_while_its_owner_is_stopped_and_goes_on_with_him() {
        var ada = Workforce.joins("Ada");
        var client = answeredForBy(ada);
        var before = Api.accessToken(asks(client));
        ada.isStopped();
        asks(client).statusCode(401).body("error_description", containsString("stopped with the person"));
        show(client).body("keeper", equalTo("OWNER"), "statusReason", equalTo("owner_stopped"));
        ada.isResumed();
        asks(client).statusCode(200);
        await().atMost(Topics.SOON)
                .untilAsserted(() ->
                        Api.as(before).get("/identities?name=nobody").then().statusCode(401));
    }

    @Test
    void what_a_machine_registers_for_nobody_is_told_and_acts_for_a_while() {
        var client = registered(Api.admin(), Map.of());
        asks(client).statusCode(200);
        var end = Instant.parse(client.path("ownerNeededBy").textValue());
        assertThat(end)
                .isAfter(Instant.now().plusSeconds(29 * 86_400L))
                .isBefore(Instant.now().plusSeconds(31 * 86_400L));
        assertThat(ownerless()).contains(id(client));
        var ada = Workforce.joins("Ada");

        needsOwnerIn(-1, client);
        await().atMost(Topics.SOON).untilAsserted(() -> asks(client).statusCode(401));
        assertThat(stateOf(client, "no_owner").status()).isEqualTo(ClientState.Status.STOPPED);

        var offer = Api.body(offered(client, ada, Api.admin()).statusCode(200));
        accepts(offer.path("offer").textValue(), Api.accessToken(Api.signIn(ada)))
                .statusCode(204);
        asks(client).statusCode(200);
        assertThat(ownerless()).doesNotContain(id(client));
    }

    @Test
    void all_whose_time_is_over_are_stopped_at_once_however_many_they_are() throws Throwable {
        var three = List.of(
                registered(Api.admin(), Map.of()),
                registered(Api.admin(), Map.of()),
                registered(Api.admin(), Map.of()));
        three.forEach(client -> needsOwnerIn(3_600, client));
        sweptIn(7_200, new SimpleMeterRegistry(), 1);
        three.forEach(client -> asks(client).statusCode(401));
    }

    /** The log tells of it, with the revision that was written over here: {@code revision starts at 1}. */
    @Test
    void one_that_cannot_be_stopped_is_counted_and_tried_again_and_holds_up_no_other() throws Throwable {
        var before = registered(Api.admin(), Map.of());
        var broken = registered(Api.admin(), Map.of());
        var after = registered(Api.admin(), Map.of());
        var meters = new SimpleMeterRegistry();
        for (var client : List.of(before, broken, after)) needsOwnerIn(3_600, client);
        revised(broken, -7);
        try {
            sweptIn(7_200, meters, 500);
            sweptIn(7_200, meters, 500);
            asks(before).statusCode(401);
            asks(after).statusCode(401);
            asks(broken).statusCode(401).body("error_description", containsString("can't be read"));
        } finally {
            revised(broken, 1);
        }
        assertThat(meters.counter("mandate.sweep.failures").count())
                .as("not tried again at once")
                .isEqualTo(1);
        assertThat(ownerless()).contains(id(broken));

        sweptIn(7_300, meters, 500);
        asks(broken).statusCode(401);
        assertThat(stateOf(broken, "no_owner").status()).isEqualTo(ClientState.Status.STOPPED);
    }

    @Test
    void one_whose_time_is_over_gets_no_token_before_any_sweep_has_come_to_it() {
        var client = registered(Api.admin(), Map.of());
        putOff(client);
        needsOwnerIn(-1, client);
        asks(client).statusCode(401).body("error_description", containsString("nobody who answers"));
        show(client).body("status", equalTo("ACTIVE"));
        needsOwnerIn(3_600, client);
        asks(client).statusCode(200);
    }

    @Test
    void one_that_cannot_be_read_is_listed_with_what_is_wrong_beside_all_others() {
        var before = registered(Api.admin(), Map.of());
        var broken = registered(Api.admin(), Map.of());
        var after = registered(Api.admin(), Map.of());
        signsBy(broken, "ES1024");
        try {
            assertThat(ownerless()).contains(id(before), id(broken), id(after));
            show(broken)
                    .body("status", equalTo("STOPPED"), "statusReason", containsString("unreadable: "))
                    .body("statusReason", containsString("ES1024"));
            asks(broken).statusCode(401).body("error_description", containsString("can't be read"));
        } finally {
            signsBy(broken, "ES256");
        }
        asks(broken).statusCode(200);
    }

    @Test
    void one_that_cannot_be_read_is_stopped_and_changed_in_no_other_way() {
        var lost = registered(Api.admin(), Map.of());
        var broken = registered(Api.admin(), Map.of());
        revised(lost, -7);
        signsBy(broken, "ES1024");
        Api.as(Api.admin())
                .body(Map.of("scopes", List.of("agents:read")))
                .put("/clients/" + id(broken) + "/scopes")
                .then()
                .statusCode(409)
                .body("type", containsString("unreadable-client"), "title", containsString("mend its row"));
        for (var client : List.of(lost, broken)) {
            Api.as(Api.admin())
                    .body(Map.of("reason", "for the test"))
                    .post("/clients/" + id(client) + "/stop")
                    .then()
                    .statusCode(200)
                    .body("status", equalTo("STOPPED"));
            assertThat(stateOf(client, "for the test").status()).isEqualTo(ClientState.Status.STOPPED);
        }
        show(lost).body("statusReason", equalTo("for the test"));
        show(broken).body("statusReason", containsString("ES1024"));
    }

    @Test
    void a_leaver_leaves_though_one_of_his_clients_cannot_be_read() {
        var ada = Workforce.joins("Ada");
        var broken = answeredForBy(ada);
        var client = answeredForBy(ada);
        revised(broken, -7);
        try {
            ada.leaves();
            await().atMost(Topics.SOON)
                    .untilAsserted(
                            () -> asks(client).statusCode(401).body("error_description", containsString("nobody who")));
        } finally {
            revised(broken, 1);
        }
        asks(broken).statusCode(401).body("error_description", containsString("nobody who"));
    }

    /** As it will be done so many seconds from now. */
    private void sweptIn(int seconds, SimpleMeterRegistry meters, int batch) throws Throwable {
        var then = new OwnerlessClients(
                store, clients, owners, config, deadline, () -> Instant.now().plusSeconds(seconds));
        VertxContextSupport.subscribeAndAwait(new OwnerlessSweep(then, meters, batch)::run);
    }

    @Test
    void an_owner_hands_his_client_over_and_nobody_else_without_the_right_does() {
        var ada = Workforce.joins("Ada");
        var grace = Workforce.joins("Grace");
        var client = answeredForBy(ada);
        var graces = Api.accessToken(Api.signIn(grace));
        offered(client, grace, graces).statusCode(403);
        offered(
                        client,
                        grace,
                        MachineClient.registered("agents' keeper", "agents:write")
                                .token())
                .statusCode(403);
        offered(client, ada, Api.admin()).statusCode(409);
        var offer = Api.body(
                offered(client, grace, Api.accessToken(Api.signIn(ada))).statusCode(200));
        accepts(offer.path("offer").textValue(), graces).statusCode(204);
        show(client).body("owner", equalTo(grace.id().value()));
        offered(client, ada, Api.accessToken(Api.signIn(ada))).statusCode(403);
    }

    @Test
    void parts_of_mandate_are_kept_by_who_has_set_it_up_who_alone_says_what_is_one() {
        var part = registered(Api.admin(), Map.of("system", true));
        show(part).body("keeper", equalTo("SYSTEM"));
        assertThat(ownerless()).doesNotContain(id(part), "admin");
        offered(part, Workforce.joins("Ada"), Api.admin()).statusCode(404);
        tried(administrator(Workforce.joins("Ada")), Map.of("system", true))
                .statusCode(403)
                .body("field", equalTo("/system"));
        show(Api.body(Api.as(Api.admin()).get("/clients/admin").then()), "admin")
                .body("keeper", equalTo("SYSTEM"));
    }

    @Test
    void nobody_is_named_owner_who_is_no_active_person() {
        var leaver = Workforce.joins("Emil");
        leaver.leaves();
        tried(Api.admin(), Map.of("owner", leaver.id().value())).statusCode(400).body("field", equalTo("/owner"));
        tried(Api.admin(), Map.of("owner", "agt_1")).statusCode(400).body("field", equalTo("/owner"));
    }

    @Test
    void nothing_is_registered_by_a_name_that_imitates_another_by_letters_that_look_alike() {
        var name = "P\u0430yroll"; // a Cyrillic a
        tried(Api.admin(), Map.of("name", name))
                .statusCode(400)
                .body("field", equalTo("/name"), "title", containsString("Cyrillic"));
        var ada = Workforce.joins("Ada");
        Api.register(Api.accessToken(Api.signIn(ada)), name, ada)
                .statusCode(400)
                .body("field", equalTo("/name"));
        Api.as(Api.admin())
                .body(Map.of("name", name))
                .patch("/clients/" + id(registered(Api.admin(), Map.of())))
                .then()
                .statusCode(400)
                .body("field", equalTo("/name"));
    }

    private static String administrator(Workforce person) {
        person.holds(MandateRole.ADMINISTRATOR, Instant.now().plusSeconds(3_600));
        return await().atMost(Topics.SOON)
                .until(
                        () -> signedInStrongly(person),
                        token -> String.valueOf(Api.claims(token).getClaim("scope"))
                                .contains("clients:write"));
    }

    private static String signedInStrongly(Workforce person) {
        var assertion = Api.assertion(Api.ISSUER, person.employeeId())
                .claim("acr", "https://idp.example/mfa")
                .build();
        return Api.accessToken(Api.token(Api.form(Api.BEARER)
                .formParam("assertion", Api.sign(Api.ISSUER_KEY, assertion))
                .formParam("scope", "agents:read agents:write clients:write identities:read")));
    }

    /** By him who has accepted it. */
    private static JsonNode answeredForBy(Workforce person) {
        var client = registered(Api.admin(), Map.of("owner", person.id().value()));
        accepts(client.at("/offer/offer").textValue(), Api.accessToken(Api.signIn(person)))
                .statusCode(204);
        return client;
    }

    private static JsonNode registered(String token, Map<String, Object> more) {
        return Api.body(tried(token, more).statusCode(200));
    }

    private static ValidatableResponse tried(String token, Map<String, Object> more) {
        var body = new HashMap<String, Object>(Map.of("name", "ledger", "scopes", List.of("identities:read")));
        body.putAll(more);
        return Api.as(token).body(body).post("/clients").then();
    }

    private static String id(JsonNode client) {
        return client.path("clientId").textValue();
    }

    private static ValidatableResponse asks(JsonNode client) {
        return new MachineClient(
                        id(client), "ledger", client.path("clientSecret").textValue())
                .asks();
    }

    private static ValidatableResponse show(JsonNode client) {
        return show(client, id(client));
    }

    private static ValidatableResponse show(JsonNode ignored, String id) {
        return Api.as(Api.admin()).get("/clients/" + id).then().statusCode(200);
    }

    private static ValidatableResponse offered(JsonNode client, Workforce to, String token) {
        return Api.as(token)
                .body(Map.of("to", to.id().value()))
                .post("/clients/" + id(client) + "/offers")
                .then();
    }

    private static ValidatableResponse accepts(String offer, String token) {
        return Api.as(token).post("/offers/" + offer + "/accept").then();
    }

    private static ClientState stateOf(JsonNode client, String reason) {
        return Topics.awaitOn(
                ClientState.FAMILY, state -> state.client().equals(id(client)) && reason.equals(state.statusReason()));
    }

    private static List<String> ownerless() {
        var found = new ArrayList<String>();
        var after = "";
        while (after != null) {
            var page = Api.body(Api.as(Api.admin())
                    .get("/clients?ownerless=true&limit=200" + after)
                    .then()
                    .statusCode(200));
            page.path("items").forEach(item -> found.add(item.path("client").textValue()));
            after = page.path("next").isTextual()
                    ? "&after=" + page.path("next").textValue()
                    : null;
        }
        return found;
    }

    private void revised(JsonNode client, long revision) {
        database.preparedQuery("UPDATE clients SET revision = $2 WHERE id = $1")
                .execute(Tuple.of(id(client), revision))
                .await()
                .indefinitely();
    }

    private void signsBy(JsonNode client, String algorithm) {
        database.preparedQuery("UPDATE clients SET id_token_algorithm = $2 WHERE id = $1")
                .execute(Tuple.of(id(client), algorithm))
                .await()
                .indefinitely();
    }

    private void putOff(JsonNode client) {
        database.preparedQuery("UPDATE clients SET sweep_after = now() + interval '1 hour' WHERE id = $1")
                .execute(Tuple.of(id(client)))
                .await()
                .indefinitely();
    }

    private void needsOwnerIn(int seconds, JsonNode client) {
        database.preparedQuery("UPDATE clients SET owner_needed_at = now() + $2 * interval '1 second' WHERE id = $1")
                .execute(Tuple.of(id(client), seconds))
                .await()
                .indefinitely();
    }
}
