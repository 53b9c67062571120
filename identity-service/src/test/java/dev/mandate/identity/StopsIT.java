package dev.mandate.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.mandate.events.administration.Reason;
import dev.mandate.events.identity.AdministrationEvent;
import dev.mandate.events.identity.AgentEvent;
import dev.mandate.events.identity.ClientEvent;
import dev.mandate.events.identity.ClientState;
import dev.mandate.events.identity.DelegationEvent;
import dev.mandate.events.identity.DelegationState;
import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.identity.IdentityState.Status;
import dev.mandate.events.identity.IssuerEvent;
import dev.mandate.events.identity.OperationEvent;
import dev.mandate.events.identity.PersonEvent;
import dev.mandate.events.lifecycle.AccessState.Employment;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Everything that can be stopped is stopped at once, comes back only when it is resumed, and both are on the record. */
@QuarkusTest
class StopsIT {
    private static final Map<String, String> WHY = Map.of("reason", "its secret was found in a log");

    @BeforeEach
    void issuer() {
        Api.issuerIsRegistered();
    }

    @Test
    void a_stopped_client_gets_no_token_and_its_tokens_count_nowhere_until_new_ones_after_it_is_resumed() {
        var client = client("identities:read");
        var before = client.token();
        Api.as(before).get("/identities?name=nobody").then().statusCode(200);

        act("/clients/" + client.id() + "/stop", WHY)
                .statusCode(200)
                .body("status", equalTo("STOPPED"), "statusReason", equalTo(WHY.get("reason")));

        client.asks().statusCode(401).body("error_description", containsString("stopped"));
        awaitStatusWith(before, 401);
        var state = Topics.awaitOn(ClientState.FAMILY, s -> s.client().equals(client.id()) && s.revision() == 2);
        assertThat(state.status()).isEqualTo(ClientState.Status.STOPPED);
        var stopped = fact(ClientEvent.Stopped.class, client.id());
        assertThat(stopped.reason()).isEqualTo(new Reason(WHY.get("reason")));
        assertThat(stopped.by().subject()).isEqualTo("admin");

        act("/clients/" + client.id() + "/resume", Map.of("reason", "it has moved"))
                .statusCode(200)
                .body("status", equalTo("ACTIVE"));
        var after = client.token();
        awaitStatusWith(after, 200);
        assertThat(statusWith(before)).isEqualTo(401);
        assertThat(fact(ClientEvent.Resumed.class, client.id()).by().subject()).isEqualTo("admin");
    }

    @Test
    void what_somebody_does_with_his_own_hands_is_on_record_before_and_nobody_else_may_say_so() {
        var account = "hr-" + UUID.randomUUID();
        var why = Map.of("account", account, "reason", WHY.get("reason"));
        act("/operations/account-stops", why).statusCode(204);
        var stopped = fact(OperationEvent.AccountStopped.class, "account:" + account);
        assertThat(stopped.reason()).isEqualTo(new Reason(WHY.get("reason")));
        assertThat(stopped.by().subject()).isEqualTo("admin");
        act("/operations/account-resumptions", why).statusCode(204);
        assertThat(fact(OperationEvent.AccountResumed.class, "account:" + account)
                        .account())
                .isEqualTo(account);

        var server = "crm-" + UUID.randomUUID();
        var read = Map.of("tool", "read_contact", "digest", "sha256:43");
        act("/operations/accepted-tools", Map.of("server", server, "tools", List.of(read)))
                .statusCode(204);
        assertThat(fact(OperationEvent.ToolsAccepted.class, "mcp-server:" + server)
                        .tools())
                .containsExactly(new OperationEvent.ToolsAccepted.Definition("read_contact", "sha256:43"));
        var again = Map.of("server", server + "-2", "tools", List.of(read));
        var owner = client("agents:write").token();
        Api.as(owner).body(again).post("/operations/accepted-tools").then().statusCode(403);
        Api.as(owner)
                .body(again)
                .post("/operations/accepted-tools/again")
                .then()
                .statusCode(204);
        assertThat(fact(OperationEvent.ToolsAccepted.class, "mcp-server:" + server + "-2")
                        .again())
                .isTrue();

        act("/operations/account-stops", Map.of("account", account))
                .statusCode(400)
                .body("field", equalTo("/reason"));
        act("/operations/accepted-tools", Map.of("server", server, "tools", List.of()))
                .statusCode(400)
                .body("field", equalTo("/tools"));
        Api.as(client("identities:read").token())
                .body(why)
                .post("/operations/account-stops")
                .then()
                .statusCode(403);
    }

    @Test
    void nobody_stops_the_client_that_he_asks_with_nor_anything_without_a_reason() {
        act("/clients/admin/stop", WHY).statusCode(409).body("type", containsString("own-client"));
        var client = client("identities:read");
        act("/clients/" + client.id() + "/stop", Map.of()).statusCode(400).body("field", equalTo("/reason"));
        act("/clients/" + client.id() + "/stop", Map.of("reason", "one\nline"))
                .statusCode(400)
                .body("field", equalTo("/reason"));
        act("/clients/cli_nobody/stop", WHY).statusCode(404);
        Api.as(client.token()).body(WHY).post("/clients/admin/stop").then().statusCode(403);
    }

    @Test
    void a_secret_is_changed_at_once_or_with_an_overlap_in_which_both_count() {
        var client = client("identities:read");
        var before = client.token();
        var overlapping = client.with(act("/clients/" + client.id() + "/secret", Map.of("overlap", "PT1H"))
                .statusCode(200)
                .body("tokensVoidBefore", nullValue())
                .extract()
                .path("clientSecret"));
        client.asks().statusCode(200);
        overlapping.asks().statusCode(200);
        assertThat(statusWith(before)).isEqualTo(200);

        var alone = client.with(act("/clients/" + client.id() + "/secret", WHY)
                .statusCode(200)
                .extract()
                .path("clientSecret"));

        client.asks().statusCode(401);
        overlapping.asks().statusCode(401);
        awaitStatusWith(before, 401);
        awaitStatusWith(alone.token(), 200);
        assertThat(fact(ClientEvent.SecretChanged.class, client.id()).oldUntil())
                .isNotNull();
        act("/clients/" + client.id() + "/secret", Map.of("overlap", "P8D"))
                .statusCode(400)
                .body("field", equalTo("/overlap"));
        act("/clients/admin/secret", WHY).statusCode(409);
    }

    @Test
    void a_client_that_loses_a_scope_loses_it_in_the_tokens_that_it_has() {
        var client = client("identities:read", "agents:read");
        var before = client.token();
        Api.as(Api.admin())
                .body(Map.of("scopes", List.of("identities:read")))
                .put("/clients/" + client.id() + "/scopes")
                .then()
                .statusCode(200)
                .body("scopes", equalTo(List.of("identities:read")));
        awaitStatusWith(before, 401);
        client.asks().body("scope", equalTo("identities:read"));
        var changed = fact(ClientEvent.ScopesChanged.class, client.id());
        assertThat(changed.before()).containsExactly("agents:read", "identities:read");
        assertThat(changed.after()).containsExactly("identities:read");
        Api.as(Api.admin())
                .get("/clients?name=" + client.name())
                .then()
                .statusCode(200)
                .body("items", hasSize(1), "items[0].client", equalTo(client.id()));
    }

    @Test
    void a_stopped_issuer_signs_nobody_in_and_ends_what_came_of_its_sign_ins() {
        var issuer = "https://idp-" + UUID.randomUUID() + ".example/realm";
        registered(issuer);
        var ada = Workforce.joins("Ada");
        var agent = Api.agentOf(ada, "clerk");
        var token = Api.accessToken(signIn(issuer, ada));
        assertThat(Api.claims(token).getClaim("idp")).isEqualTo(issuer);
        var task = delegated(token, agent);
        var kept = delegated(Api.accessToken(Api.signIn(ada)), agent);

        at(issuer, "stop").statusCode(200).body("status", equalTo("STOPPED"));

        signIn(issuer, ada).statusCode(400).body("error_description", containsString("stopped"));
        await().atMost(Topics.SOON)
                .until(() -> Api.as(token).get("/agents?name=nobody").statusCode() == 401);
        agent.takesUp(task).statusCode(400);
        agent.takesUp(kept).statusCode(200);
        registered(issuer); // in another way, which doesn't resume it
        signIn(issuer, ada).statusCode(400);
        assertThat(fact(IssuerEvent.Stopped.class, issuer).by().subject()).isEqualTo("admin");

        at(issuer, "resume").statusCode(200);
        signIn(issuer, ada).statusCode(200);
        Api.as(Api.admin()).get("/issuers/{issuer}", issuer).then().body("status", equalTo("ACTIVE"));
    }

    @Test
    void what_was_delegated_with_tokens_of_a_stopped_client_is_revoked() {
        var client = client("delegations:write");
        var ada = Workforce.joins("Ada");
        var agent = Api.agentOf(ada, "clerk");
        var through = Api.accessToken(Api.token(Api.form(Api.BEARER)
                .auth()
                .preemptive()
                .basic(client.id(), client.secret())
                .formParam("assertion", assertion(Api.ISSUER, ada))));
        var task = delegated(through, agent);
        var own = delegated(Api.accessToken(Api.signIn(ada)), agent);
        act("/clients/" + client.id() + "/stop", WHY).statusCode(200);
        agent.takesUp(task).statusCode(400);
        agent.takesUp(own).statusCode(200);
    }

    @Test
    void a_stopped_agent_does_nothing_and_its_owner_resumes_only_what_he_stopped_himself() {
        var ada = Workforce.joins("Ada");
        var token = Api.accessToken(Api.signIn(ada));
        var agent = Api.agentOf(ada, "clerk");
        var task = delegated(token, agent);
        as(Api.accessToken(Api.signIn(Workforce.joins("Grace"))), "/agents/" + agent.id() + "/stop")
                .statusCode(403);

        as(token, "/agents/" + agent.id() + "/stop")
                .statusCode(200)
                .body("status", equalTo("SUSPENDED"), "statusReason", startsWith(IdentityState.STOPPED));

        agent.ownToken().statusCode(401);
        agent.takesUp(task).statusCode(400);
        assertThat(state(task).status()).isEqualTo(DelegationState.Status.REVOKED);
        as(token, "/agents/" + agent.id() + "/resume").statusCode(200).body("status", equalTo("ACTIVE"));
        agent.ownToken().statusCode(200);
        agent.takesUp(task).statusCode(400);

        as(token, "/agents/" + agent.id() + "/stop").statusCode(200);
        act("/agents/" + agent.id() + "/stop", WHY).statusCode(200);
        as(token, "/agents/" + agent.id() + "/resume").statusCode(403);
        act("/agents/" + agent.id() + "/resume", WHY).statusCode(200);
        assertThat(fact(AgentEvent.Stopped.class, agent.id()).by().subject())
                .isEqualTo(ada.id().value());
        act("/clients/" + agent.id() + "/stop", WHY).statusCode(409);
    }

    @Test
    void a_stopped_person_signs_in_no_more_whatever_HR_says_and_his_agents_wait_for_him() {
        var ada = Workforce.joins("Ada");
        var agent = Api.agentOf(ada, "clerk");
        var token = Api.accessToken(Api.signIn(ada));
        var task = delegated(token, agent);
        as(token, "/identities/" + ada.id() + "/stop").statusCode(403);

        act("/identities/" + ada.id() + "/stop", Map.of("reason", "her laptop was stolen"))
                .statusCode(200)
                .body("status", equalTo("SUSPENDED"));

        Api.signIn(ada).statusCode(400);
        agent.ownToken().statusCode(401);
        assertThat(state(task).status()).isEqualTo(DelegationState.Status.REVOKED);
        Api.as(token)
                .body(Api.delegation(agent, "crm.read_contact"))
                .post("/delegations")
                .then()
                .statusCode(403);
        ada.is(2, Employment.ACTIVE, 1, "Ada Augusta");
        assertThat(ada.awaitStatus(Status.SUSPENDED, 3).displayName()).contains("Ada Augusta");
        Api.signIn(ada).statusCode(400);

        act("/identities/" + ada.id() + "/resume", Map.of("reason", "she has another"))
                .statusCode(200)
                .body("status", equalTo("ACTIVE"));
        Api.signIn(ada).statusCode(200);
        agent.ownToken().statusCode(200);
        assertThat(fact(PersonEvent.Stopped.class, ada.id().value()).reason().value())
                .isEqualTo("her laptop was stolen");
        act("/identities/" + agent.id() + "/stop", WHY).statusCode(404);
    }

    @Test
    void a_person_signs_himself_out_of_everything_and_nobody_else() {
        var ada = Workforce.joins("Ada");
        var agent = Api.agentOf(ada, "clerk");
        var token = Api.accessToken(Api.signIn(ada));
        var task = delegated(token, agent);
        Api.as(token)
                .post("/identities/" + Workforce.joins("Grace").id() + "/sign-out")
                .then()
                .statusCode(403);
        Api.as(token).post("/identities/" + ada.id() + "/sign-out").then().statusCode(200);
        Api.as(token)
                .post("/identities/" + ada.id() + "/sign-out")
                .then()
                .statusCode(403)
                .body("type", containsString("void-token"));
        agent.takesUp(task).statusCode(400);
        agent.ownToken().statusCode(200);
        Api.signIn(ada).statusCode(200);
        assertThat(fact(PersonEvent.SignedOut.class, ada.id().value()).by().subject())
                .isEqualTo(ada.id().value());
    }

    @Test
    void whoever_delegates_and_revokes_is_on_the_record_with_his_reason() {
        var ada = Workforce.joins("Ada");
        var agent = Api.agentOf(ada, "clerk");
        var task = delegated(Api.accessToken(Api.signIn(ada)), agent);
        act("/delegations/" + task + "/revoke", WHY).statusCode(200).body("status", equalTo("REVOKED"));
        act("/delegations/" + task + "/revoke", WHY).statusCode(200);
        assertThat(fact(DelegationEvent.Made.class, task).by().subject())
                .isEqualTo(ada.id().value());
        var revoked = fact(DelegationEvent.Revoked.class, task);
        assertThat(revoked.by().subject()).isEqualTo("admin");
        assertThat(revoked.reason()).isEqualTo(new Reason(WHY.get("reason")));
        assertThat(revoked.delegator()).isEqualTo(ada.id());
    }

    private static DelegationState state(String delegation) {
        return Topics.awaitOn(
                DelegationState.FAMILY,
                s -> s.delegation().value().equals(delegation) && s.status() == DelegationState.Status.REVOKED);
    }

    private static <E extends AdministrationEvent> E fact(Class<E> type, String subject) {
        return type.cast(Topics.awaitOn(
                AdministrationEvent.FAMILY,
                event -> type.isInstance(event) && event.subject().equals(subject)));
    }

    private static ValidatableResponse act(String path, Map<String, ?> body) {
        return Api.as(Api.admin()).body(body).post(path).then();
    }

    private static ValidatableResponse as(String token, String path) {
        return Api.as(token).body(WHY).post(path).then();
    }

    private static ValidatableResponse at(String issuer, String act) {
        return Api.as(Api.admin())
                .body(WHY)
                .post("/issuers/{issuer}/" + act, issuer)
                .then();
    }

    private static String delegated(String token, Api.Agent agent) {
        return Api.as(token)
                .body(Api.delegation(agent, "crm.read_contact"))
                .post("/delegations")
                .then()
                .statusCode(200)
                .extract()
                .path("delegation");
    }

    private static void registered(String issuer) {
        Api.as(Api.admin())
                .body(Map.of("issuer", issuer, "jwks", Api.jwks(Api.ISSUER_KEY), "subjectClaim", "employeeId"))
                .post("/issuers")
                .then()
                .statusCode(200);
    }

    private static ValidatableResponse signIn(String issuer, Workforce person) {
        return Api.token(Api.form(Api.BEARER).formParam("assertion", assertion(issuer, person)));
    }

    private static String assertion(String issuer, Workforce person) {
        return Api.sign(
                Api.ISSUER_KEY, Api.assertion(issuer, person.employeeId()).build());
    }

    private static void awaitStatusWith(String token, int status) {
        await().atMost(Topics.SOON).until(() -> statusWith(token) == status);
    }

    private static int statusWith(String token) {
        return Api.as(token).get("/identities?name=nobody").statusCode();
    }

    private static MachineClient client(String... scopes) {
        return MachineClient.registered("batch-" + UUID.randomUUID(), scopes);
    }
}
