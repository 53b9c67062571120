package dev.mandate.identity.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.mandate.events.identity.AdministrationEvent;
import dev.mandate.events.identity.ClientEvent;
import dev.mandate.identity.Api;
import dev.mandate.identity.Approver;
import dev.mandate.identity.MachineClient;
import dev.mandate.identity.SignedIn;
import dev.mandate.identity.Topics;
import dev.mandate.identity.Workforce;
import dev.mandate.identity.authorize.Application;
import dev.mandate.identity.clients.metadata.GrantTypes;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An administrator changes what a client is, without registering another one. */
@QuarkusTest
class ClientMetadataIT {
    private static final String CODE = "authorization_code";
    private static final String REFRESH = "refresh_token";
    private static final String OWN = "client_credentials";

    @BeforeEach
    void register() {
        Api.issuerIsRegistered();
    }

    @Test
    void an_application_gets_a_grant_more_and_loses_it_again() {
        var wiki = Application.registered(Map.of("grantTypes", List.of(CODE)), "openid");
        var ada = SignedIn.withPassword("Ada");
        signsIn(wiki, ada).body(REFRESH, nullValue());

        change(wiki.id(), Map.of("grantTypes", List.of(CODE, REFRESH), "reason", "it stays open"))
                .statusCode(200)
                .body("grantTypes", equalTo(List.of(CODE, REFRESH)))
                .body("redirectUris", hasItem(Application.BACK));
        String refresh =
                signsIn(wiki, ada).body(REFRESH, notNullValue()).extract().path(REFRESH);
        var fact = told(wiki.id());
        assertThat(fact.before()).containsExactly("the grants authorization_code");
        assertThat(fact.after()).containsExactly("the grants authorization_code refresh_token");
        assertThat(fact.reason()).hasToString("it stays open");

        change(wiki.id(), Map.of("grantTypes", List.of(CODE))).statusCode(200);
        wiki.refresh(refresh).statusCode(400).body("error", equalTo("unauthorized_client"));
        signsIn(wiki, ada).body(REFRESH, nullValue());
    }

    @Test
    void clients_are_found_by_a_part_of_their_names_and_apart_from_agents() {
        var mark = UUID.randomUUID().toString().substring(0, 8);
        var wiki = Application.registered(Map.of("name", "Wiki_" + mark), "openid");
        var ada = Workforce.joins("Ada");
        var agent = Api.agentOf(ada, "wiki_" + mark + " reader");
        Api.as(Api.admin())
                .get("/clients/" + wiki.id())
                .then()
                .statusCode(200)
                .body("scopes", equalTo(List.of("openid")), "may", equalTo(List.of("know who you are")));
        assertThat(found("nameHas=IKI_" + mark)).containsExactlyInAnyOrder(wiki.id(), agent.id());
        assertThat(found("nameHas=iki_" + mark + "&kind=client")).containsExactly(wiki.id());
        assertThat(found("nameHas=iki_" + mark + "&kind=agent")).containsExactly(agent.id());
        assertThat(found("nameHas=iki_" + mark + "&kind=workload")).isEmpty();
        assertThat(found("nameHas=iki%25" + mark)).as("it means what it says").isEmpty();
        Api.as(Api.admin()).get("/clients?kind=person").then().statusCode(400);
    }

    private static List<String> found(String query) {
        return Api.as(Api.admin())
                .get("/clients?" + query)
                .then()
                .statusCode(200)
                .extract()
                .path("items.client");
    }

    @Test
    void what_would_do_more_with_scopes_that_reach_people_waits_for_two() {
        var token = registrar();
        var modest = Application.registered("openid", "email");
        change(token, modest.id(), Map.of("name", "Wiki")).statusCode(200).body("name", equalTo("Wiki"));
        change(token, modest.id(), Map.of("grantTypes", List.of(CODE, REFRESH, OWN)))
                .statusCode(200);

        var wide = Application.registered("openid", "delegations:write");
        var waits = change(token, wide.id(), Map.of("grantTypes", List.of(CODE, REFRESH, OWN)))
                .statusCode(202)
                .body("summary", containsString("the grants authorization_code client_credentials refresh_token"))
                .body("touches", hasItem(containsString("it has the scopes delegations:write openid")))
                .extract();
        for (var wider : List.<Map<String, ?>>of(
                Map.of("name", "Payroll"),
                Map.of("withoutPkce", true),
                Map.of("redirectUris", List.of(Application.BACK, "https://evil.example/back"))))
            change(token, wide.id(), wider).statusCode(202);
        change(token, wide.id(), Map.of("grantTypes", List.of(CODE))).statusCode(200);
        change(token, wide.id(), Map.of("claimsInIdToken", true, "idTokenSignedResponseAlg", "RS256"))
                .statusCode(200)
                .body("idTokenSignedResponseAlg", equalTo("RS256"), "claimsInIdToken", equalTo(true));

        // It is something else by now than it was when they were asked.
        Approver.approves(Approver.token("Grace"), waits.path("proposal"), waits.path("digest"))
                .statusCode(409);
        assertThat(Api.as(Api.admin())
                        .get("/clients/" + wide.id())
                        .then()
                        .extract()
                        .<List<String>>path("grantTypes"))
                .containsExactly(CODE);
    }

    @Test
    void two_people_let_an_application_act_in_its_own_name() {
        var wide = Application.registered("openid", "delegations:read");
        owns(wide).statusCode(400).body("error", equalTo("unauthorized_client"));
        var waits = change(registrar(), wide.id(), Map.of("grantTypes", List.of(CODE, OWN)))
                .statusCode(202)
                .extract();
        for (var name : List.of("Grace", "Emil")) {
            owns(wide).statusCode(400);
            Approver.approves(Approver.token(name), waits.path("proposal"), waits.path("digest"))
                    .statusCode(200);
        }
        Api.as(Api.admin()).get("/clients/" + wide.id()).then().body("grantTypes", equalTo(List.of(CODE, OWN)));
        owns(wide).statusCode(200);
    }

    @Test
    void what_is_given_scopes_is_what_people_were_shown_when_they_were_asked() {
        var token = registrar();
        for (var change : List.<Map<String, ?>>of(
                Map.of("grantTypes", List.of(CODE, OWN)), Map.of("withoutPkce", true), Map.of("name", "Payroll"))) {
            var modest = Application.registered("openid", "email");
            var waits = Api.as(token)
                    .body(Map.of("scopes", List.of("openid", "delegations:read")))
                    .put("/clients/" + modest.id() + "/scopes")
                    .then()
                    .statusCode(202)
                    .body("touches", hasItem(containsString("its grants are authorization_code")))
                    .extract();
            change(token, modest.id(), change).statusCode(200);
            Approver.approves(Approver.token("Grace"), waits.path("proposal"), waits.path("digest"))
                    .statusCode(409);
        }
    }

    @Test
    void whom_an_application_acts_for_elsewhere_is_not_sent_on_to_anybody_by_one_person() {
        var token = registrar();
        var wiki = Application.registered(Map.of("grantTypes", List.of(CODE, GrantTypes.TOKEN_EXCHANGE)), "openid");
        var further = List.of(Application.BACK, "https://evil.example/back");
        change(token, wiki.id(), Map.of("redirectUris", further))
                .statusCode(202)
                .body("touches", hasItem(containsString("may act elsewhere for whoever signs in to it")));
        Api.as(token)
                .body(Map.of("redirectUris", further))
                .put("/clients/" + wiki.id() + "/addresses")
                .then()
                .statusCode(202)
                .body("touches", hasItem(containsString("acts elsewhere for him")));
        change(token, wiki.id(), Map.of("claimsInIdToken", true)).statusCode(200);
    }

    @Test
    void an_application_that_was_changed_without_the_grant_to_act_elsewhere_gets_it_back_by_two_people() {
        var token = registrar();
        var exchanging = List.of(CODE, GrantTypes.TOKEN_EXCHANGE);
        var wiki = Application.registered(Map.of("grantTypes", exchanging), "openid");
        change(token, wiki.id(), Map.of("grantTypes", List.of(CODE))).statusCode(200);
        change(token, wiki.id(), Map.of("redirectUris", List.of(Application.BACK, "https://evil.example/back")))
                .statusCode(200);
        change(token, wiki.id(), Map.of("grantTypes", exchanging))
                .statusCode(202)
                .body("touches", hasItem(containsString("may act elsewhere for whoever signs in to it")))
                .body("touches", hasItem(containsString("https://evil.example/back")));
    }

    @Test
    void keys_take_the_place_of_secrets_and_a_secret_that_of_keys() {
        var batch = MachineClient.registered("batch " + UUID.randomUUID(), "agents:read");
        var token = batch.token();
        var key = Api.key("new");
        change(batch.id(), Map.of("jwks", Api.jwks(key)))
                .statusCode(200)
                .body("authentication", equalTo("private_key_jwt"));
        batch.asks().statusCode(401);
        await().atMost(Topics.SOON)
                .untilAsserted(() -> Api.as(token).get("/agents?name=x").then().statusCode(401));
        byKey(batch.id(), key).statusCode(200);

        var next = Api.key("next");
        change(batch.id(), Map.of("authentication", "private_key_jwt", "jwks", Api.jwks(next)))
                .statusCode(200);
        byKey(batch.id(), key).statusCode(401);
        byKey(batch.id(), next).statusCode(200);
        assertThat(told(batch.id()).name()).isEqualTo(batch.name());

        change(batch.id(), Map.of("authentication", "client_secret_basic"))
                .statusCode(200)
                .body("authentication", equalTo("client_secret_basic"));
        byKey(batch.id(), next).statusCode(401);
        batch.asks().statusCode(401);
        String secret = Api.as(Api.admin())
                .post("/clients/" + batch.id() + "/secrets")
                .then()
                .statusCode(200)
                .extract()
                .path("secret");
        batch.with(secret).asks().statusCode(200);
    }

    @Test
    void what_does_not_go_together_and_whose_it_is_not_to_say_is_left_as_it_is() {
        var batch = MachineClient.registered("batch " + UUID.randomUUID(), "agents:read");
        change(batch.id(), Map.of("grantTypes", List.of(CODE)))
                .statusCode(409)
                .body("type", endsWith(":unfit"), "title", containsString("redirectUris"));
        change(batch.id(), Map.of("grantTypes", List.of("password")))
                .statusCode(400)
                .body("field", equalTo("/grantTypes"));
        change(batch.id(), Map.of("authentication", "private_key_jwt"))
                .statusCode(400)
                .body("field", equalTo("/jwks"));
        change(batch.id(), Map.of("authentication", "none")).statusCode(400).body("field", equalTo("/authentication"));
        change(batch.id(), Map.of("public", true)).statusCode(400);
        change(batch.id(), Map.of("name", "one\ntwo")).statusCode(400).body("field", equalTo("/name"));
        var page = Application.registered(Map.of("public", true), "openid");
        change(page.id(), Map.of("grantTypes", List.of(CODE, OWN)))
                .statusCode(409)
                .body("title", containsString("a public client uses only grants to which a person agrees"));
        change(page.id(), Map.of("withoutPkce", true)).statusCode(409);
        change(page.id(), Map.of("authentication", "client_secret_basic"))
                .statusCode(409)
                .body("title", containsString("can keep no secret"));

        change("admin", Map.of("name", "Root")).statusCode(409).body("type", endsWith(":configured"));
        change("cli_none", Map.of("name", "None")).statusCode(404);
        var agent = Api.agentOf(Workforce.joins("Ada"), "clerk " + UUID.randomUUID());
        change(agent.id(), Map.of("name", "Clerk")).statusCode(409).body("type", endsWith(":agent"));
        Api.as(Api.accessToken(batch.asks()))
                .body(Map.of("name", "Mine"))
                .patch("/clients/" + batch.id())
                .then()
                .statusCode(403);
    }

    private static ValidatableResponse signsIn(Application application, SignedIn person) {
        return application
                .redeem(application.code(person.browser(), "scope", "openid"))
                .statusCode(200);
    }

    private static ValidatableResponse owns(Application application) {
        return Api.token(Api.form(OWN)
                .auth()
                .preemptive()
                .basic(application.id(), application.secret())
                .formParam("scope", "delegations:read"));
    }

    private static ValidatableResponse byKey(String client, ECKey key) {
        var claims = new JWTClaimsSet.Builder()
                .issuer(client)
                .subject(client)
                .audience(Api.US)
                .jwtID(UUID.randomUUID().toString())
                .expirationTime(Date.from(Instant.now().plusSeconds(60)))
                .build();
        return Api.token(Api.form(OWN)
                .formParam("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
                .formParam("client_assertion", Api.sign(key, claims)));
    }

    /** One that isn't the first client, by which alone nothing with a far reach is done. */
    private static String registrar() {
        var made = Api.as(Api.admin())
                .body(Map.of(
                        "name",
                        "registrar",
                        "scopes",
                        List.of("clients:write", "agents:read", "delegations:write", "delegations:read")))
                .post("/clients")
                .then()
                .statusCode(200)
                .extract();
        return Api.accessToken(Api.token(Api.form(OWN)
                .auth()
                .preemptive()
                .basic(made.<String>path("clientId"), made.<String>path("clientSecret"))));
    }

    private static ValidatableResponse change(String client, Map<String, ?> what) {
        return change(Api.admin(), client, what);
    }

    private static ValidatableResponse change(String token, String client, Map<String, ?> what) {
        return Api.as(token)
                .body(new HashMap<>(what))
                .patch("/clients/" + client)
                .then();
    }

    private static ClientEvent.MetadataChanged told(String client) {
        return (ClientEvent.MetadataChanged) Topics.awaitOn(
                AdministrationEvent.FAMILY,
                it -> it instanceof ClientEvent.MetadataChanged changed
                        && changed.client().equals(client));
    }
}
