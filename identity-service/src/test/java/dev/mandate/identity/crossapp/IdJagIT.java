package dev.mandate.identity.crossapp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.nullValue;

import com.nimbusds.jwt.SignedJWT;
import dev.mandate.events.identity.AdministrationEvent;
import dev.mandate.events.identity.ClientEvent;
import dev.mandate.events.identity.TokenEvent;
import dev.mandate.events.lifecycle.CatalogEntry;
import dev.mandate.identity.Api;
import dev.mandate.identity.MachineClient;
import dev.mandate.identity.SignedIn;
import dev.mandate.identity.Topics;
import dev.mandate.identity.Workforce;
import dev.mandate.identity.authorize.Application;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The organisation's wiki acts for who has signed in to it at the chat of another, since two people here let it. */
@QuarkusTest
class IdJagIT {
    private static final String JAG = "urn:ietf:params:oauth:token-type:id-jag";
    private static final String ID_TOKEN = "urn:ietf:params:oauth:token-type:id_token";
    private static final String REFRESH = "urn:ietf:params:oauth:token-type:refresh_token";
    private static final String ACCESS = "urn:ietf:params:oauth:token-type:access_token";
    private static final String DELEGATION = "urn:mandate:params:oauth:token-type:delegation";
    private static final String CHAT = "https://chat.example";
    private static final String MCP = "https://chat.example/mcp";

    private Application wiki;
    private SignedIn ada;
    private ValidatableResponse signedIn;

    @BeforeEach
    void signsIn() {
        Api.issuerIsRegistered();
        wiki = Application.registered(
                Map.of("grantTypes", List.of("authorization_code", "refresh_token", Api.EXCHANGE)),
                "openid",
                "profile");
        ada = SignedIn.withPassword("Ada");
        signedIn =
                wiki.redeem(wiki.code(ada.browser(), "scope", "openid profile")).statusCode(200);
    }

    @Test
    void an_application_acts_elsewhere_for_who_signed_in_to_it_as_it_is_known_there() throws Exception {
        permitted(wiki.id(), Map.of("email", true, "audTenant", "acme"));
        var answer = asks(it -> it.formParam("scope", "chat.read chat.write"))
                .statusCode(200)
                .body("issued_token_type", equalTo(JAG), "token_type", equalTo("N_A"), "expires_in", equalTo(120))
                .body("scope", equalTo("chat.read"), "refresh_token", nullValue())
                .extract();
        var jwt = SignedJWT.parse(answer.path("access_token"));
        var claims = jwt.getJWTClaimsSet();
        assertThat(jwt.getHeader().getType()).hasToString("oauth-id-jag+jwt");
        assertThat(claims.getAudience()).containsExactly(CHAT);
        assertThat(claims.getSubject()).isEqualTo(ada.person().id().value());
        assertThat(claims.getClaims())
                .containsEntry("iss", Api.US)
                .containsEntry("client_id", "wiki-there")
                .containsEntry("resource", MCP)
                .containsEntry("scope", "chat.read")
                .containsEntry("email", ada.person().email())
                .containsEntry("aud_tenant", "acme")
                .containsEntry("acr", "urn:mandate:acr:password")
                .containsEntry("amr", List.of("pwd"))
                .containsKeys("auth_time", "jti")
                .doesNotContainKeys("act", "cnf", "tenant", "device", "sid");
        assertThat(Duration.between(
                        claims.getIssueTime().toInstant(),
                        claims.getExpirationTime().toInstant()))
                .isEqualTo(Duration.ofMinutes(2));
        Topics.awaitOn(
                TokenEvent.FAMILY,
                it -> it instanceof TokenEvent.CrossAppGranted granted
                        && granted.equals(new TokenEvent.CrossAppGranted(
                                ada.person().id(),
                                wiki.id(),
                                CHAT,
                                "wiki-there",
                                MCP,
                                List.of("chat.read"),
                                claims.getJWTID(),
                                null)));

        // It is no token of ours, and none is had for it here.
        Api.as(jwt.serialize()).get("/agents").then().statusCode(401);
        Api.token(Api.form(Api.BEARER)
                        .auth()
                        .preemptive()
                        .basic(wiki.id(), wiki.secret())
                        .formParam("assertion", jwt.serialize()))
                .statusCode(400);
        RestAssured.get("/.well-known/oauth-authorization-server")
                .then()
                .body("identity_chaining_requested_token_types_supported", hasItem(JAG))
                .body("subject_token_types_supported", hasItem(ID_TOKEN));
    }

    @Test
    void a_refresh_token_is_shown_for_it_as_well_and_goes_on() {
        permitted(wiki.id(), Map.of());
        String refresh = signedIn.extract().path("refresh_token");
        asks(refresh, REFRESH, it -> it).statusCode(200);
        asks(refresh, REFRESH, it -> it).statusCode(200);
        var next = wiki.refresh(refresh).statusCode(200);
        // One that was used is somebody else's, by which all of it ends.
        asks(refresh, REFRESH, it -> it).statusCode(400).body("error", equalTo("invalid_grant"));
        wiki.refresh(next.extract().path("refresh_token")).statusCode(400);
        asks(it -> it).statusCode(400).body("error", equalTo("invalid_grant"));
    }

    @Test
    void nobody_goes_anywhere_by_a_weaker_sign_in_than_a_role_of_his_wants_by_now() {
        permitted(wiki.id(), Map.of());
        asks(it -> it).statusCode(200);
        var role = "it-treasurer";
        Topics.publish(CatalogEntry.FAMILY, new CatalogEntry.Role(role, 1, false, role, List.of(), List.of()));
        ada.person().holds(2, List.of(role), Instant.now().plusSeconds(3_600));
        await().atMost(Topics.SOON)
                .untilAsserted(() -> asks(it -> it)
                        .statusCode(400)
                        .body("error", equalTo("invalid_grant"))
                        .body("error_description", containsString("stronger sign-in")));
        asks(signedIn.extract().path("refresh_token"), REFRESH, it -> it)
                .statusCode(400)
                .body("error", equalTo("invalid_grant"));
    }

    @Test
    void nobody_gets_one_whom_no_administrator_let_have_it() {
        asks(it -> it).statusCode(400).body("error", equalTo("invalid_target"));
        permitted(wiki.id(), Map.of());
        asks(it -> it).statusCode(200);
        asks(idToken(), ID_TOKEN, "https://other.example", it -> it)
                .statusCode(400)
                .body("error", equalTo("invalid_target"));
        asks(it -> it.formParam("resource", "https://chat.example/other"))
                .statusCode(400)
                .body("error", equalTo("invalid_target"));
        asks(it -> it.formParam("audience", "https://other.example"))
                .statusCode(400)
                .body("error", equalTo("invalid_target"));
        asks(it -> it.formParam("scope", "chat.write")).statusCode(400).body("error", equalTo("invalid_scope"));
        // What would narrow and isn't understood.
        asks(it -> it.formParam("authorization_details", "[{\"type\":\"x\"}]"))
                .statusCode(400)
                .body("error", equalTo("invalid_request"));
        asks(it -> it.formParam("actor_token", signedIn.extract().<String>path("access_token"))
                        .formParam("actor_token_type", ACCESS))
                .statusCode(400)
                .body("error", equalTo("invalid_request"));
        changed(Api.admin(), wiki.id(), List.of()).statusCode(200).body("permissions", hasSize(0));
        asks(it -> it).statusCode(400).body("error", equalTo("invalid_target"));
    }

    @Test
    void it_is_for_the_client_alone_to_which_the_person_signed_in_and_that_proves_itself() {
        permitted(wiki.id(), Map.of());
        var another = Application.registered(
                Map.of("grantTypes", List.of("authorization_code", "refresh_token", Api.EXCHANGE)), "openid");
        permitted(another.id(), Map.of());
        for (var type : List.of(ID_TOKEN, REFRESH)) {
            var shown = type.equals(ID_TOKEN) ? idToken() : signedIn.extract().<String>path("refresh_token");
            Api.token(asking(shown, type, CHAT).auth().preemptive().basic(another.id(), another.secret()))
                    .statusCode(400)
                    .body("error", equalTo("invalid_grant"));
            Api.token(asking(shown, type, CHAT).formParam("client_id", wiki.id()))
                    .statusCode(401)
                    .body("error", equalTo("invalid_client"));
        }
        for (var other : List.of("nonsense", signedIn.extract().<String>path("access_token")))
            asks(other, ID_TOKEN, it -> it).statusCode(400).body("error", equalTo("invalid_grant"));
        for (var type : List.of(ACCESS, "urn:ietf:params:oauth:token-type:jwt", DELEGATION))
            asks(idToken(), type, it -> it).statusCode(400).body("error", equalTo("invalid_request"));
    }

    @Test
    void it_ends_with_the_sign_in_with_the_person_and_with_what_he_takes_back() {
        permitted(wiki.id(), Map.of());
        asks(it -> it).statusCode(200);
        wiki.about("revoke", signedIn.extract().path("refresh_token")).statusCode(200);
        asks(it -> it)
                .statusCode(400)
                .body("error", equalTo("invalid_grant"), "error_description", containsString("taken back"));
        signedIn =
                wiki.redeem(wiki.code(ada.browser(), "scope", "openid profile")).statusCode(200);
        asks(it -> it).statusCode(200);
        ada.browser().post("/sign-out", "form", ada.browser().get("/account").form());
        asks(it -> it).statusCode(400).body("error", equalTo("invalid_grant"));
        asks(signedIn.extract().path("refresh_token"), REFRESH, it -> it)
                .statusCode(400)
                .body("error", equalTo("invalid_grant"));

        var leo = SignedIn.withPassword("Leo");
        signedIn =
                wiki.redeem(wiki.code(leo.browser(), "scope", "openid profile")).statusCode(200);
        asks(it -> it).statusCode(200);
        Api.as(Api.admin())
                .body(Map.of("reason", "for the test"))
                .post("/identities/" + leo.person().id() + "/stop")
                .then()
                .statusCode(200);
        asks(it -> it).statusCode(400).body("error", equalTo("invalid_grant"));
    }

    @Test
    void an_agent_gets_one_within_a_task_that_has_all_that_it_opens_and_no_limits() throws Exception {
        var person = Workforce.joins("Grace");
        var clerk = Api.agentOf(person, "clerk");
        permitted(clerk.id(), Map.of("tools", List.of("chat.read", "chat.history")));
        var whole = delegated(person, clerk, List.of(Map.of("tool", "chat.read"), Map.of("tool", "chat.history")));
        var answer = asksFor(clerk, whole, DELEGATION).statusCode(200);
        String assertion = answer.extract().path("access_token");
        var claims = SignedJWT.parse(assertion).getJWTClaimsSet();
        assertThat(claims.getSubject()).isEqualTo(person.id().value());
        assertThat(claims.getJSONObjectClaim("act")).isEqualTo(Map.of("iss", Api.US, "sub", clerk.id()));
        assertThat(claims.getClaims()).doesNotContainKeys("acr", "amr", "auth_time", "email");
        Topics.awaitOn(
                TokenEvent.FAMILY,
                it -> it instanceof TokenEvent.CrossAppGranted granted
                        && granted.client().equals(clerk.id())
                        && granted.token().equals(claims.getJWTID())
                        && granted.delegation() != null
                        && granted.delegation().value().equals(whole));
        String bound = Api.accessToken(clerk.takesUp(whole));
        asksFor(clerk, bound, ACCESS).statusCode(200);

        asksFor(clerk, Api.accessToken(clerk.ownToken()), ACCESS)
                .statusCode(400)
                .body("error", equalTo("invalid_grant"));
        asksFor(clerk, idToken(), ID_TOKEN).statusCode(400).body("error", equalTo("invalid_request"));
        for (var less : List.of(
                List.<Map<String, Object>>of(Map.of("tool", "chat.read")),
                List.<Map<String, Object>>of(
                        Map.of("tool", "chat.read"),
                        Map.of(
                                "tool",
                                "chat.history",
                                "constraints",
                                List.of(Map.of(
                                        "argument", "room", "operator", "ONE_OF", "values", List.of("lobby")))))))
            asksFor(clerk, delegated(person, clerk, less), DELEGATION)
                    .statusCode(400)
                    .body("error", equalTo("invalid_target"), "error_description", containsString("chat.history"));

        Api.as(Api.accessToken(Api.signIn(person)))
                .body(Map.of("reason", "done"))
                .post("/delegations/" + whole + "/revoke")
                .then()
                .statusCode(200);
        asksFor(clerk, whole, DELEGATION).statusCode(400).body("error", equalTo("invalid_grant"));
        asksFor(clerk, bound, ACCESS).statusCode(400).body("error", equalTo("invalid_grant"));
    }

    @Test
    void two_people_let_a_client_act_elsewhere_and_one_takes_it_back() {
        var helpdesk = MachineClient.registered("helpdesk", "clients:write", "clients:read")
                .token();
        var chat = List.of(permission(Map.of()));
        changed(helpdesk, wiki.id(), chat).statusCode(202);
        permitted(wiki.id(), Map.of());
        var told = (ClientEvent.CrossAppChanged) Topics.awaitOn(
                AdministrationEvent.FAMILY,
                it -> it instanceof ClientEvent.CrossAppChanged && it.subject().equals(wiki.id()));
        assertThat(told.after())
                .containsExactly(CHAT + " as “wiki-there”, for " + MCP + ", with chat.history chat.read");
        changed(helpdesk, wiki.id(), List.of(permission(Map.of("scopes", List.of("chat.read", "chat.write")))))
                .statusCode(202);
        var reader = MachineClient.registered("reader", "proposals:read").token();
        Api.as(reader)
                .get("/proposals?status=open&subject=" + wiki.id())
                .then()
                .statusCode(200)
                .body("items.subject", hasItem(wiki.id()))
                .body("items.subject", everyItem(equalTo(wiki.id())));
        Api.as(reader)
                .get("/proposals?subject=nobody%00")
                .then()
                .statusCode(200)
                .body("items", hasSize(0));
        changed(helpdesk, wiki.id(), List.of(permission(Map.of("scopes", List.of("chat.read")))))
                .statusCode(200)
                .body("permissions[0].scopes", equalTo(List.of("chat.read")));
        Api.as(helpdesk)
                .get("/clients/" + wiki.id() + "/cross-app-access")
                .then()
                .statusCode(200)
                .body("permissions[0].clientId", equalTo("wiki-there"));
        changed(helpdesk, wiki.id(), List.of()).statusCode(200);
    }

    @Test
    void of_two_administrators_who_looked_at_the_same_the_second_takes_nothing_back_without_knowing() {
        permitted(wiki.id(), Map.of());
        var looked = Api.as(Api.admin())
                .get("/clients/" + wiki.id() + "/cross-app-access")
                .header("ETag");
        assertThat(looked).matches("\"[0-9a-f]{64}\"");
        changed(Api.admin(), wiki.id(), List.of(), looked).statusCode(200);
        changed(Api.admin(), wiki.id(), List.of(permission(Map.of("email", true))), looked)
                .statusCode(412)
                .body("title", containsString("changed since you looked"));
        var now = Api.as(Api.admin())
                .get("/clients/" + wiki.id() + "/cross-app-access")
                .then()
                .body("permissions", hasSize(0))
                .extract()
                .header("ETag");
        for (var tag : List.of("\"other\", " + now, "*"))
            changed(Api.admin(), wiki.id(), List.of(permission(Map.of())), tag).statusCode(200);
        changed(Api.admin(), wiki.id(), List.of()).statusCode(200);
    }

    private static ValidatableResponse changed(
            String token, String client, List<Map<String, Object>> permissions, String looked) {
        return Api.as(token)
                .header("If-Match", looked)
                .body(Map.of("permissions", permissions))
                .put("/clients/" + client + "/cross-app-access")
                .then();
    }

    @Test
    void who_acts_where_is_listed_for_all_by_their_names_and_page_by_page() {
        var reader = MachineClient.registered("helpdesk", "clients:read").token();
        permitted(wiki.id(), Map.of());
        var clerk = Api.agentOf(Workforce.joins("Grace"), "clerk");
        permitted(clerk.id(), Map.of("tools", List.of("chat.read")));
        var found = new HashMap<String, Map<String, Object>>();
        var after = "";
        var pages = 0;
        do {
            var page = Api.as(reader)
                    .get("/cross-app-access?limit=1" + after)
                    .then()
                    .statusCode(200)
                    .body("items.size()", lessThanOrEqualTo(1))
                    .extract();
            for (Map<String, Object> one : page.<List<Map<String, Object>>>path("items"))
                found.put(one.get("client").toString(), one);
            after = page.path("next") == null ? "" : "&after=" + page.path("next");
            pages++;
        } while (!after.isEmpty() && pages < 100);
        assertThat(pages).isGreaterThanOrEqualTo(2);
        assertThat(found.get(wiki.id()))
                .containsEntry("audience", CHAT)
                .containsEntry("clientId", "wiki-there")
                .containsEntry("clientName", wikiName());
        assertThat(found.get(clerk.id()))
                .containsEntry("clientName", "clerk")
                .containsEntry("tools", List.of("chat.read"));
        var other = MachineClient.registered("other", "agents:read").token();
        Api.as(other).get("/cross-app-access").then().statusCode(403);
    }

    private String wikiName() {
        return Api.as(Api.admin())
                .get("/clients/" + wiki.id())
                .then()
                .statusCode(200)
                .extract()
                .path("name");
    }

    @Test
    void what_could_not_be_kept_to_is_not_permitted() {
        var ones = Application.registered("openid"); // exchanges no tokens
        changed(Api.admin(), ones.id(), List.of(permission(Map.of())))
                .statusCode(409)
                .body("type", endsWith(":no-token-exchange"));
        var page = Application.registered(Map.of("public", true), "openid");
        changed(Api.admin(), page.id(), List.of(permission(Map.of())))
                .statusCode(409)
                .body("type", endsWith(":no-secret"));
        var machine = MachineClient.registered("nightly", "decisions:evaluate");
        changed(Api.admin(), machine.id(), List.of(permission(Map.of())))
                .statusCode(409)
                .body("type", endsWith(":nobody-signs-in"));
        var clerk = Api.agentOf(Workforce.joins("Grace"), "clerk");
        changed(Api.admin(), clerk.id(), List.of(permission(Map.of())))
                .statusCode(409)
                .body("type", endsWith(":no-tools"));
        changed(Api.admin(), wiki.id(), List.of(permission(Map.of("tools", List.of("chat.read")))))
                .statusCode(409)
                .body("type", endsWith(":no-tasks"));
        changed(Api.admin(), "cli_nobody", List.of()).statusCode(404);
        for (var wrong : List.<Map<String, Object>>of(
                Map.of("audience", Api.US),
                Map.of("audience", "chat.example"),
                Map.of("audience", "https://chat.example?tenant=acme"),
                Map.of("scopes", List.of("chat.read chat.write")),
                Map.of("clientId", "")))
            changed(Api.admin(), wiki.id(), List.of(permission(wrong))).statusCode(400);
        changed(Api.admin(), wiki.id(), List.of(permission(Map.of()), permission(Map.of("clientId", "another"))))
                .statusCode(400)
                .body("field", equalTo("/permissions/1"));
    }

    private String idToken() {
        return signedIn.extract().path("id_token");
    }

    private ValidatableResponse asks(UnaryOperator<RequestSpecification> more) {
        return asks(idToken(), ID_TOKEN, more);
    }

    private ValidatableResponse asks(String subject, String type, UnaryOperator<RequestSpecification> more) {
        return asks(subject, type, CHAT, more);
    }

    private ValidatableResponse asks(
            String subject, String type, String audience, UnaryOperator<RequestSpecification> more) {
        return Api.token(
                more.apply(asking(subject, type, audience).auth().preemptive().basic(wiki.id(), wiki.secret())));
    }

    private static ValidatableResponse asksFor(Api.Agent agent, String subject, String type) {
        return Api.token(asking(subject, type, CHAT).auth().preemptive().basic(agent.id(), agent.secret()));
    }

    private static RequestSpecification asking(String subject, String type, String audience) {
        return Api.form(Api.EXCHANGE)
                .formParam("requested_token_type", JAG)
                .formParam("subject_token", subject)
                .formParam("subject_token_type", type)
                .formParam("audience", audience);
    }

    private static Map<String, Object> permission(Map<String, Object> more) {
        var permission = new HashMap<String, Object>(Map.of(
                "audience",
                CHAT,
                "resource",
                MCP,
                "clientId",
                "wiki-there",
                "scopes",
                List.of("chat.read", "chat.history")));
        permission.putAll(more);
        return permission;
    }

    private static void permitted(String client, Map<String, Object> more) {
        changed(Api.admin(), client, List.of(permission(more))).statusCode(200);
    }

    private static ValidatableResponse changed(String token, String client, List<Map<String, Object>> permissions) {
        return Api.as(token)
                .body(Map.of("permissions", permissions, "reason", "the chat is the organisation's too"))
                .put("/clients/" + client + "/cross-app-access")
                .then();
    }

    private static String delegated(Workforce person, Api.Agent agent, List<Map<String, Object>> scope) {
        return Api.as(Api.accessToken(Api.signIn(person)))
                .body(Map.of(
                        "agent",
                        agent.id(),
                        "task",
                        "sum up what the chat says",
                        "taskIdentifiers",
                        List.of(),
                        "scope",
                        scope,
                        "expiresAt",
                        Instant.now().plusSeconds(600).toString()))
                .post("/delegations")
                .then()
                .statusCode(200)
                .extract()
                .path("delegation");
    }
}
