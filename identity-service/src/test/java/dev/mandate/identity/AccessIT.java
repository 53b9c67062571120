package dev.mandate.identity;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import dev.mandate.events.cloudevents.DeadLetter;
import dev.mandate.events.cloudevents.WireRecord;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class AccessIT {
    @BeforeEach
    void issuer() {
        Api.issuerIsRegistered();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/agents?name=x",
                "/identities?name=x",
                "/delegations?agent=agt_x",
                "/agents/agt_x",
                "/offers",
                "/offers/ofr_x",
                "/clients",
                "/clients/cli_x",
                "/issuers",
                "/issuers/x",
                "/agents/agt_x/delegators"
            })
    void reading_needs_a_token_and_its_scope(String path) {
        given().get(path).then().statusCode(401);
        given().auth().oauth2("rubbish").get(path).then().statusCode(401);
        Api.as(narrowedAdmin("clients:write")).get(path).then().statusCode(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/agents",
                "/clients",
                "/issuers",
                "/delegations",
                "/agents/agt_x/offers",
                "/offers/ofr_x/accept",
                "/offers/ofr_x/refuse",
                "/offers/ofr_x/withdraw",
                "/delegations/del_x/revoke",
                "/agents/agt_x/stop",
                "/agents/agt_x/resume",
                "/clients/cli_x/stop",
                "/clients/cli_x/resume",
                "/clients/cli_x/secret",
                "/issuers/x/stop",
                "/issuers/x/resume",
                "/identities/per_x/stop",
                "/identities/per_x/resume",
                "/identities/per_x/sign-out"
            })
    void writing_needs_a_token_and_its_scope(String path) {
        given().contentType("application/json").body("{}").post(path).then().statusCode(401);
        Api.as(narrowedAdmin("identities:read")).body("{}").post(path).then().statusCode(403);
    }

    @Test
    void whom_a_misspelt_name_may_mean_is_told_to_who_may_read_everybody_and_to_nobody_else() {
        var owner = Workforce.joins("Zebulon");
        var agent = Api.agentOf(owner, "quartermaster");
        var near = "/identities?near=quatremaster";
        Api.as(Api.admin())
                .get(near)
                .then()
                .statusCode(200)
                .body("items.displayName", everyItem(equalTo("quartermaster")), "items.identity", hasItem(agent.id()));
        Api.as(Api.admin())
                .get("/identities?near=something-else-altogether")
                .then()
                .statusCode(200)
                .body("items", empty());
        Api.as(Api.accessToken(Api.signIn(owner))).get(near).then().statusCode(403);
    }

    @Test
    void who_have_one_name_are_listed_in_parts_until_there_is_no_more() {
        var owner = Workforce.joins("Zebedee");
        var name = "twin-" + UUID.randomUUID();
        var twins =
                List.of(Api.agentOf(owner, name).id(), Api.agentOf(owner, name).id());
        var path = "/identities?limit=1&name=" + name;
        var first = Api.as(Api.admin()).get(path).then().statusCode(200).extract();
        var last = Api.as(Api.admin())
                .get(path + "&after=" + first.path("next"))
                .then()
                .statusCode(200)
                .body("next", nullValue())
                .extract();
        assertThat(List.of(first.<String>path("items[0].identity"), last.<String>path("items[0].identity")))
                .containsExactlyElementsOf(twins);
        Api.as(Api.admin()).get(path + "&after=elsewhere").then().statusCode(400);
    }

    @Test
    void bad_bodies_name_the_field() {
        var admin = Api.admin();
        Api.as(admin).body("{}").post("/agents").then().statusCode(400).body("field", equalTo("/name"));
        Api.as(admin)
                .body("{\"name\": 5}")
                .post("/agents")
                .then()
                .statusCode(400)
                .body("field", equalTo("/name"));
        Api.as(admin)
                .body(Map.of("name", "x", "owner", "per_nobody", "platform", "p", "purpose", "p"))
                .post("/agents")
                .then()
                .statusCode(400)
                .body("field", equalTo("/owner"));
        Api.as(admin)
                .body(Map.of("name", "x", "scopes", List.of("trail:read", "root")))
                .post("/clients")
                .then()
                .statusCode(400)
                .body("field", equalTo("/scopes/1"));
        Api.as(admin)
                .body(Map.of(
                        "issuer",
                        "https://i.example",
                        "jwks",
                        Api.ISSUER_KEY.toJSONObject(),
                        "subjectClaim",
                        "employeeId"))
                .post("/issuers")
                .then()
                .statusCode(400)
                .body("field", equalTo("/jwks"));
        Api.as(admin)
                .body(Map.of(
                        "issuer",
                        "https://i.example",
                        "jwks",
                        Api.jwks(Api.ISSUER_KEY),
                        "subjectClaim",
                        "employeeId",
                        "acrValues",
                        Map.of("mfa", " ")))
                .post("/issuers")
                .then()
                .statusCode(400)
                .body("field", equalTo("/acrValues"));
    }

    @Test
    void a_client_hands_on_only_scopes_of_its_own() {
        var made = Api.as(Api.admin())
                .body(Map.of("name", "registrar", "scopes", List.of("clients:write")))
                .post("/clients")
                .then()
                .statusCode(200)
                .extract();
        String id = made.path("clientId");
        String secret = made.path("clientSecret");
        var token = Api.accessToken(
                Api.token(Api.form("client_credentials").auth().preemptive().basic(id, secret)));
        Api.as(token)
                .body(Map.of("name", "more", "scopes", List.of("clients:write", "trail:read")))
                .post("/clients")
                .then()
                .statusCode(403)
                .body("field", equalTo("/scopes/1"));
        Api.as(narrowedAdmin("clients:write"))
                .body(Map.of("name", "more", "scopes", List.of("clients:write", "trail:read")))
                .post("/clients")
                .then()
                .statusCode(403)
                .body("field", equalTo("/scopes/1"));
    }

    @Test
    void a_delegation_whose_record_no_reader_would_take_names_the_field() {
        var ada = Workforce.joins("Ada");
        var agent = Api.agentOf(ada, "clerk");
        var token = Api.accessToken(Api.signIn(ada));
        refused(token, agent, Map.of("taskIdentifiers", Collections.nCopies(100, "\u0001".repeat(500))), 400, "/scope");
    }

    @Test
    void a_delegation_that_is_not_the_callers_is_refused_and_one_that_is_wrong_names_the_field() {
        var ada = Workforce.joins("Ada");
        var grace = Workforce.joins("Grace");
        var agent = Api.agentOf(ada, "clerk");
        var token = Api.accessToken(Api.signIn(grace));
        refused(token, agent, Map.of("delegator", ada.id().value()), 403, "/delegator");
        refused(token, agent, Map.of("expiresAt", Instant.now().minusSeconds(1).toString()), 400, "/expiresAt");
        refused(
                token,
                agent,
                Map.of("expiresAt", Instant.now().plusSeconds(90_000).toString()),
                400,
                "/expiresAt");
        refused(token, agent, Map.of("scope", List.of()), 400, "/scope");
        refused(token, agent, Map.of("scope", List.of(Map.of("tool", "a"), Map.of("tool", "a"))), 400, "/scope/1/tool");
        refused(token, agent, Map.of("agent", "agt_nobody"), 400, "/agent");
        refused(token, agent, Map.of("parent", "del_nobody"), 400, "/parent");
        Api.as(Api.admin())
                .body(Api.delegation(agent, "a"))
                .post("/delegations")
                .then()
                .statusCode(403);

        String root = Api.as(Api.accessToken(Api.signIn(ada)))
                .body(Api.delegation(agent, "a"))
                .post("/delegations")
                .then()
                .statusCode(200)
                .extract()
                .path("delegation");
        Api.as(token).get("/delegations/" + root).then().statusCode(404);
        Api.as(token)
                .get("/delegations?agent=" + agent.id())
                .then()
                .statusCode(200)
                .body("items.size()", equalTo(0));
        Api.as(Api.accessToken(Api.signIn(ada)))
                .get("/delegations?agent=" + agent.id())
                .then()
                .statusCode(200)
                .body("items[0].delegation", equalTo(root));
        Api.as(Api.accessToken(Api.signIn(ada)))
                .get("/delegations")
                .then()
                .statusCode(200)
                .body("items.delegation", equalTo(List.of(root)));
        Api.as(token).get("/delegations").then().statusCode(200).body("items.size()", equalTo(0));
        Api.as(Api.admin()).get("/delegations").then().statusCode(400).body("field", equalTo("agent"));
        var bound = Api.accessToken(agent.takesUp(root));
        refused(bound, agent, Map.of("parent", root, "scope", List.of(Map.of("tool", "b"))), 400, "/scope/0/tool");
        refused(bound, agent, Map.of(), 403, "/parent");
        refused(token, agent, Map.of("parent", root), 403, "/parent");
        Api.as(token).post("/delegations/" + root + "/revoke").then().statusCode(403);
        Api.as(Api.accessToken(Api.signIn(ada)))
                .post("/delegations/" + root + "/revoke")
                .then()
                .statusCode(200)
                .body("status", equalTo("REVOKED"), "revision", equalTo(2));
        agent.takesUp(root).statusCode(400);
    }

    @Test
    void a_malformed_record_goes_to_dead_letters_and_the_stream_goes_on() {
        var key = "per_" + UUID.randomUUID();
        var value = "{not json".getBytes();
        Topics.send(new WireRecord(
                key.getBytes(),
                Map.of(
                        "ce_specversion", "1.0",
                        "ce_id", UUID.randomUUID().toString(),
                        "ce_source", "urn:mandate:lifecycle",
                        "ce_type", "lifecycle.access.v1",
                        "ce_time", Instant.now().toString()),
                value));
        var letter = Topics.awaitDeadLetter(key);
        assertThat(letter.value()).isEqualTo(value);
        assertThat(new String(letter.headers().lastHeader(DeadLetter.REASON).value()))
                .isEqualTo("malformed");
        Workforce.joins("Ada");
    }

    private static void refused(String token, Api.Agent agent, Map<String, Object> other, int status, String field) {
        var body = new HashMap<>(Api.delegation(agent, "a"));
        body.putAll(other);
        Api.as(token).body(body).post("/delegations").then().statusCode(status).body("field", equalTo(field));
    }

    private static String narrowedAdmin(String scope) {
        return Api.accessToken(Api.token(Api.form("client_credentials")
                .auth()
                .preemptive()
                .basic("admin", TestSecrets.ADMIN)
                .formParam("scope", scope)));
    }
}
