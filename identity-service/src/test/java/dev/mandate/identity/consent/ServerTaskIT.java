package dev.mandate.identity.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.mandate.events.identity.AdministrationEvent;
import dev.mandate.events.identity.AgentEvent;
import dev.mandate.events.identity.DelegationState;
import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.lifecycle.ToolLabel;
import dev.mandate.identity.Api;
import dev.mandate.identity.SignedIn;
import dev.mandate.identity.Topics;
import dev.mandate.identity.Workforce;
import dev.mandate.identity.uses.Decisions;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An MCP client that signs its person in by itself, and knows nothing of tasks, gets one that he makes on the page. */
@QuarkusTest
class ServerTaskIT {
    private static final String SERVER = "s" + UUID.randomUUID().toString().substring(0, 8);
    private static final String READ = SERVER + ".read";
    private static final String SEND = SERVER + ".send";
    private static final String RENAMED = "mail.find-" + SERVER;
    private static boolean catalogued;

    @Inject
    Pool database;

    @BeforeEach
    void the_server_has_three_tools() {
        if (catalogued) return;
        Api.issuerIsRegistered();
        CataloguedTools.has(SERVER, READ, "Read a file", ToolLabel.PRIVATE);
        CataloguedTools.has("elsewhere", SEND, "Send a file", ToolLabel.EGRESS, ToolLabel.UNTRUSTED);
        CataloguedTools.has(SERVER, RENAMED, "Find mail");
        CataloguedTools.has("elsewhere", SERVER + "x.read", "Another server's");
        catalogued = true;
    }

    @Test
    void the_person_says_which_tools_for_what_and_how_long_and_the_client_acts_as_an_agent_of_his() {
        var ada = SignedIn.withPassword("Ada");
        var name = "Editor " + UUID.randomUUID();
        var client = McpApplication.registered(name);
        var page = client.asks(ada.browser(), SERVER);
        assertThat(page.status()).as(page.body()).isEqualTo(200);
        assertThat(page.body())
                .contains("Let a program on your own machine use " + SERVER + " for you?")
                .contains("Nobody here knows this application")
                .contains("“127.0.0.1 (" + name + ")”")
                .contains("as an agent of yours from then on")
                .contains("value=\"" + READ + "\">")
                .contains("value=\"" + RENAMED + "\" checked>")
                .contains("value=\"" + SEND + "\">")
                .contains("It may show what strangers wrote, sends to where it is told")
                .contains("that is decided with each call, and not known here")
                .contains("<option value=\"15\" selected>15 minutes</option>")
                .contains("<option value=\"480\">8 hours</option>")
                .doesNotContain("Another server's")
                .doesNotContain("<script");
        assertThat(page.header("Content-Security-Policy"))
                .contains("frame-ancestors 'none'")
                .contains("form-action 'self' http://127.0.0.1");

        var back = McpApplication.agrees(ada.browser(), page, "30", "look for the plan", READ, RENAMED);
        var tokens = client.redeems(Asker.back(back).get("code"))
                .statusCode(200)
                .body("scope", equalTo("tools:call"))
                .body("refresh_token", notNullValue())
                .body("id_token", nullValue())
                .body("authorization_details[0].tools.tool", equalTo(List.of(RENAMED, READ)))
                .extract();
        var claims = Api.claims(tokens.path("access_token"));
        String delegation = tokens.path("authorization_details[0].delegation");
        var made = Topics.awaitOn(
                DelegationState.FAMILY, it -> it.delegation().value().equals(delegation));
        var agent = made.agent();
        assertThat(claims.getSubject()).isEqualTo(ada.person().id().value());
        assertThat(claims.getAudience()).containsExactly("mandate-gateway");
        assertThat(claims.getClaims())
                .containsEntry("client_id", client.id())
                .containsEntry("act", Map.of("sub", agent.value()))
                .containsEntry("delegation_id", delegation)
                .containsEntry("session_id", delegation)
                .containsKeys("authorization_id", "sid")
                .doesNotContainKeys("acr", "auth_time");
        assertThat(made.delegator()).isEqualTo(ada.person().id());
        assertThat(made.personsTask()).contains("look for the plan");
        assertThat(made.personsTools()).containsExactlyInAnyOrder(READ, RENAMED);

        var state = Topics.awaitOn(IdentityState.FAMILY, it -> it.identity().equals(agent));
        assertThat(state.displayName()).isEqualTo("“127.0.0.1 (" + name + ")”");
        assertThat(state.owner()).isEqualTo(ada.person().id());
        var registered = (AgentEvent.Registered) Topics.awaitOn(
                AdministrationEvent.FAMILY,
                it -> it instanceof AgentEvent.Registered him && him.agent().equals(agent));
        assertThat(registered.by().client()).isEqualTo(client.id());
        Api.as(Api.admin())
                .body(Map.of("name", "Another editor"))
                .patch("/clients/" + client.id())
                .then()
                .statusCode(409)
                .body("type", endsWith(":self-registered"));
        Api.as(Api.accessToken(Api.signIn(ada.person())))
                .get("/agents?owner=" + ada.person().id())
                .then()
                .statusCode(200)
                .body("items.identity", hasItem(agent.value()));
    }

    @Test
    void where_it_is_known_which_tools_were_accepted_of_the_server_its_application_has_no_others() {
        var server = "k" + UUID.randomUUID().toString().substring(0, 8);
        CataloguedTools.has(server, server + ".by_hand", "Registered by hand");
        var ada = SignedIn.withPassword("Ada");
        var client = McpApplication.registered("Editor");
        assertThat(client.asks(ada.browser(), server).body()).contains("Registered by hand");
        CataloguedTools.accepted(server, "renamed-" + server, "Accepted");
        CataloguedTools.accepted(server + "x", server + ".anothers", "Another server's");
        var page = client.asks(ada.browser(), server);
        assertThat(page.body())
                .contains("Accepted")
                .doesNotContain("Registered by hand")
                .doesNotContain("Another server");
        assertThat(McpApplication.agrees(ada.browser(), page, "15", "", server + ".by_hand")
                        .body())
                .contains("a tool that you were not shown");
    }

    @Test
    void refresh_tokens_last_as_long_as_the_task_and_no_longer() {
        var ada = SignedIn.withPassword("Ada");
        var client = McpApplication.registered("Editor");
        var first = client.gets(ada.browser(), SERVER, "", READ).extract();
        String delegation = first.path("authorization_details[0].delegation");
        var second = client.refreshes(first.path("refresh_token"))
                .statusCode(200)
                .body("authorization_details[0].delegation", equalTo(delegation))
                .extract();
        assertThat(Api.claims(second.path("access_token")).getClaims())
                .containsEntry("delegation_id", delegation)
                .containsKey("act");
        Api.as(Api.accessToken(Api.signIn(ada.person())))
                .post("/delegations/" + delegation + "/revoke")
                .then()
                .statusCode(200);
        client.refreshes(second.path("refresh_token")).statusCode(400).body("error", equalTo("invalid_grant"));
    }

    /** They would give the person's own token for it, since tasks of such clients are new. */
    @Test
    void a_replica_of_before_that_runs_beside_finds_no_refresh_token_of_a_task() {
        var ada = SignedIn.withPassword("Ada");
        String token = McpApplication.registered("Editor")
                .gets(ada.browser(), SERVER, "", READ)
                .extract()
                .path("refresh_token");
        var found = database.preparedQuery(
                        "SELECT count(*) FILTER (WHERE token_hash = encode(sha256(convert_to($1, 'UTF8')), 'hex')) AS before,"
                                + " count(*) FILTER (WHERE token_hash = 'task ' || encode(sha256(convert_to($1, 'UTF8')), 'hex'))"
                                + " AS now FROM refresh_tokens")
                .executeAndAwait(Tuple.of(token))
                .iterator()
                .next();
        assertThat(found.getLong("before")).isZero();
        assertThat(found.getLong("now")).isEqualTo(1);
    }

    @Test
    void one_that_comes_again_or_registers_anew_is_the_same_agent_with_another_task_and_is_asked_each_time() {
        var ada = SignedIn.withPassword("Ada");
        var name = "Editor " + UUID.randomUUID();
        var first = delegation(McpApplication.registered(name).gets(ada.browser(), SERVER, "", READ));
        var again = McpApplication.registered(name);
        assertThat(again.asks(ada.browser(), SERVER).body())
                .contains("as an agent of yours, as before")
                .contains(first.agent().value());
        var second = delegation(again.gets(ada.browser(), SERVER, "", SEND));
        assertThat(second.agent()).isEqualTo(first.agent());
        assertThat(second.session()).isNotEqualTo(first.session());
        assertThat(second.personsTask()).as("nobody said what for").isEmpty();
        assertThat(second.wordedBy()).isEqualTo(second.agent());

        var bo = SignedIn.withPassword("Bo");
        assertThat(delegation(again.gets(bo.browser(), SERVER, "", READ)).agent())
                .as("each person has his own")
                .isNotEqualTo(first.agent());
        assertThat(delegation(McpApplication.registered(name + "!").gets(ada.browser(), SERVER, "", READ))
                        .agent())
                .isNotEqualTo(first.agent());
    }

    @Test
    void a_program_on_his_machine_is_not_taken_for_what_is_at_a_host_that_it_names_too() {
        var ada = SignedIn.withPassword("Ada");
        var name = "Editor " + UUID.randomUUID();
        var host = "https://known.example/back";
        var itself = McpApplication.registered(name, host);
        var page = itself.asks(ada.browser(), SERVER, host);
        McpApplication.agrees(ada.browser(), page, "15", "", READ);
        assertThat(itself.asks(ada.browser(), SERVER, host).body())
                .contains("as an agent of yours, as before: “known.example (" + name + ")”");

        var program = McpApplication.registered(name, host, McpApplication.BACK);
        assertThat(program.asks(ada.browser(), SERVER).body())
                .contains("as an agent of yours from then on: “127.0.0.1, known.example (" + name + ")”");
        assertThat(program.asks(ada.browser(), SERVER, host).body()).contains("as before");
    }

    @Test
    void its_agent_has_no_secret_and_is_given_none() {
        var ada = SignedIn.withPassword("Ada");
        var agent = delegation(
                        McpApplication.registered("Editor " + UUID.randomUUID()).gets(ada.browser(), SERVER, "", READ))
                .agent();
        var her = Api.accessToken(Api.signIn(ada.person()));
        Api.as(her).get("/agents/" + agent + "/secrets").then().statusCode(200).body("$", hasSize(0));
        Api.as(her)
                .body(Map.of())
                .post("/agents/" + agent + "/secrets")
                .then()
                .statusCode(409)
                .body("type", endsWith(":no-client"));
        Api.as(her)
                .body(Map.of())
                .post("/agents/" + agent + "/secrets/sec_1/end")
                .then()
                .statusCode(404);
    }

    @Test
    void who_is_asked_again_sees_what_was_really_used() {
        var ada = SignedIn.withPassword("Ada");
        var client = McpApplication.registered("Editor " + UUID.randomUUID());
        var task = delegation(client.gets(ada.browser(), SERVER, "", READ, SEND));
        assertThat(client.asks(ada.browser(), SERVER).body())
                .as("where it has used nothing yet, nothing is said")
                .doesNotContain("used this for you");
        var now = Instant.now();
        Decisions.tell(task, SERVER + ".first", now.minus(Duration.ofDays(89)), true);
        Decisions.tell(task, RENAMED, now.minus(Duration.ofDays(91)), true);
        Decisions.tell(task, SEND, now, false);
        Decisions.tell(task, READ, now.minus(Duration.ofDays(3)), true);
        for (var call = 1; call < 3; call++) Decisions.tell(task, READ, now, true);
        Decisions.tell(task, READ, Map.of("size", 30, "to", List.of("bo@partner.example")));
        var today = DateTimeFormatter.ofPattern("d MMMM", Locale.ENGLISH).format(now.atZone(ZoneOffset.UTC));
        Awaitility.await()
                .atMost(Topics.SOON)
                .untilAsserted(
                        () -> assertThat(client.asks(ada.browser(), SERVER).body())
                                .contains("Used in its last task with you that had it, 4 times, on " + today + " last."
                                        + " At most it needed size 30. It went to partner.example."));
        assertThat(client.asks(ada.browser(), SERVER).body())
                .as("what was refused")
                .contains("Never used in its last task with you that had it: it may not need it.")
                .as("what was too long ago, and what no task had that is remembered")
                .contains("It hasn&#39;t used this for you in the last 90 days.");
        var bo = SignedIn.withPassword("Bo").browser();
        assertThat(client.asks(bo, SERVER).body()).doesNotContain("used this for you");
    }

    @Test
    void a_form_that_was_widened_by_hand_gives_nothing_and_leaves_nothing_behind() {
        var ada = SignedIn.withPassword("Ada");
        var client = McpApplication.registered("Editor");
        var page = client.asks(ada.browser(), SERVER);
        for (var tool : List.of(SERVER + "x.read", SERVER + ".unknown", "0", ""))
            assertThat(McpApplication.agrees(ada.browser(), page, "15", "", READ, tool)
                            .body())
                    .as(tool)
                    .contains("a tool that you were not shown");
        assertThat(McpApplication.agrees(ada.browser(), page, "15", "", READ, READ)
                        .status())
                .isEqualTo(400);
        assertThat(McpApplication.agrees(ada.browser(), page, "15", "").body()).contains("at least one tool");
        for (var minutes : List.of("481", "0", "-1", "x", "", "99999999999"))
            assertThat(McpApplication.agrees(ada.browser(), page, minutes, "", READ)
                            .body())
                    .as(minutes)
                    .contains("longer than you were offered");
        for (var words : List.of("a\u202eb", "a\nb", "x".repeat(501)))
            assertThat(McpApplication.agrees(ada.browser(), page, "15", words, READ)
                            .body())
                    .contains("one line of at most 500 characters");
        var forged = ada.browser()
                .post("/oauth2/consent", "form", "forged", "request", page.request(), "answer", "agree", "tool", READ);
        assertThat(forged.status()).isEqualTo(403);
        assertThat(count("SELECT id FROM clients WHERE id = $1", client.id())).isZero();
        assertThat(count(
                        "SELECT id FROM identities WHERE owner_id = $1",
                        ada.person().id().value()))
                .isZero();

        assertThat(Asker.back(McpApplication.agrees(ada.browser(), page, "15", "", READ)))
                .containsKey("code");
        assertThat(McpApplication.agrees(ada.browser(), page, "15", "", READ).body())
                .contains("answered before");
        assertThat(Asker.answers(ada.browser(), page, "refuse").body()).contains("answered before");
        assertThat(count(
                        "SELECT id FROM delegations WHERE delegator_id = $1",
                        ada.person().id().value()))
                .isEqualTo(1);
    }

    @Test
    void who_refuses_leaves_nothing_behind() {
        var ada = SignedIn.withPassword("Ada");
        var client = McpApplication.registered("Editor");
        assertThat(Asker.back(Asker.answers(ada.browser(), client.asks(ada.browser(), SERVER), "refuse")))
                .containsEntry("error", "access_denied");
        assertThat(count("SELECT id FROM clients WHERE id = $1", client.id())).isZero();
        assertThat(count(
                        "SELECT id FROM identities WHERE owner_id = $1",
                        ada.person().id().value()))
                .isZero();
        assertThat(Asker.back(ada.browser().get(client.request(McpApplication.server(SERVER), "prompt", "none"))))
                .containsEntry("error", "consent_required");
    }

    @Test
    void where_no_tool_is_known_the_page_says_so_and_what_is_accepted_later_is_there_the_next_time() {
        var ada = SignedIn.withPassword("Ada").browser();
        var client = McpApplication.registered("Editor");
        var server = "e" + UUID.randomUUID().toString().substring(0, 8);
        var page = client.asks(ada, server);
        assertThat(page.body())
                .contains("Nobody has accepted a tool of this server yet")
                .doesNotContain("value=\"agree\"");
        assertThat(McpApplication.agrees(ada, page, "15", "", server + ".read").status())
                .isEqualTo(400);
        CataloguedTools.has(server, server + ".read", "Read later");
        assertThat(client.asks(ada, server).body()).contains("Read later");
    }

    @Test
    void it_is_asked_for_one_server_of_the_gateway_and_for_its_tools_or_not_at_all() {
        var ada = SignedIn.withPassword("Ada").browser();
        var client = McpApplication.registered("Editor");
        var there = McpApplication.server(SERVER);
        for (var resource : List.of(
                "mandate-gateway",
                McpApplication.GATEWAY + "/mcp/",
                there + "/",
                there + "/../crm",
                there + "?x",
                there.toUpperCase(java.util.Locale.ROOT)))
            assertThat(Asker.back(ada.get(client.request(resource))).get("error"))
                    .as(resource)
                    .isEqualTo("invalid_target");
        assertThat(Asker.back(ada.get(client.request(there) + "&resource=" + McpApplication.server("crm"))))
                .containsEntry("error", "invalid_target");
        assertThat(Asker.back(ada.get(client.request("", "scope", "tools:call"))))
                .containsEntry("error", "invalid_target");
        assertThat(Asker.back(ada.get(client.request(there, "scope", "openid"))))
                .containsEntry("error", "invalid_scope");
        assertThat(Asker.back(ada.get(client.request(there, "authorization_details", Asker.details("PT15M", READ)))))
                .containsEntry("error", "invalid_authorization_details");
        assertThat(ada.get(client.request(there, "scope", "openid offline_access tools:call"))
                        .location())
                .as("as clients do that ask for all that there is")
                .startsWith("/oauth2/consent?request=");
    }

    @Test
    void an_agent_that_is_stopped_gets_no_other_task_by_asking_again_nor_by_registering_anew() {
        var ada = SignedIn.withPassword("Ada");
        var name = "Editor " + UUID.randomUUID();
        var client = McpApplication.registered(name);
        var tokens = client.gets(ada.browser(), SERVER, "", READ);
        var agent = delegation(tokens).agent();
        var her = Api.accessToken(Api.signIn(ada.person()));
        Api.as(her)
                .body(Map.of("reason", "it looks where it shouldn't"))
                .post("/agents/" + agent + "/stop")
                .then()
                .statusCode(200);
        client.refreshes(tokens.extract().path("refresh_token")).statusCode(400);
        for (var asking : List.of(client, McpApplication.registered(name))) {
            var page = asking.asks(ada.browser(), SERVER);
            assertThat(page.body())
                    .contains("is stopped")
                    .contains(agent.value())
                    .doesNotContain("It acts in your name")
                    .doesNotContain("value=\"agree\"");
            assertThat(McpApplication.agrees(ada.browser(), page, "15", "", READ)
                            .body())
                    .contains("is stopped");
        }
        Api.as(her)
                .body(Map.of("reason", "mended"))
                .post("/agents/" + agent + "/resume")
                .then()
                .statusCode(200);
        assertThat(delegation(client.gets(ada.browser(), SERVER, "", READ)).agent())
                .isEqualTo(agent);
    }

    @Test
    void a_client_that_an_administrator_stops_ends_its_tasks_and_so_does_a_code_that_comes_twice() {
        var ada = SignedIn.withPassword("Ada");
        var client = McpApplication.registered("Editor");
        var tokens = client.gets(ada.browser(), SERVER, "", READ);
        var stopped = delegation(tokens);
        Api.as(Api.admin())
                .body(Map.of("reason", "it leaks"))
                .post("/clients/{id}/stop", client.id())
                .then()
                .statusCode(200);
        Topics.awaitOn(
                DelegationState.FAMILY,
                it -> it.delegation().equals(stopped.delegation()) && it.status() == DelegationState.Status.REVOKED);
        client.refreshes(tokens.extract().path("refresh_token")).statusCode(401);

        var other = McpApplication.registered("Other");
        var back = McpApplication.agrees(ada.browser(), other.asks(ada.browser(), SERVER), "15", "", READ);
        var code = Asker.back(back).get("code");
        var replayed = delegation(other.redeems(code).statusCode(200));
        other.redeems(code).statusCode(400);
        Topics.awaitOn(
                DelegationState.FAMILY,
                it -> it.delegation().equals(replayed.delegation()) && it.status() == DelegationState.Status.REVOKED);
    }

    @Test
    void it_ends_with_its_person_and_nobody_is_asked_to_answer_for_what_does_nothing_for_anybody_else() {
        var manager = Workforce.joins("Grace");
        var ada = SignedIn.withPassword(Workforce.joins("Ada", manager));
        var client = McpApplication.registered("Editor");
        var tokens = client.gets(ada.browser(), SERVER, "", READ);
        var task = delegation(tokens);
        ada.person().leaves();
        Topics.awaitOn(
                DelegationState.FAMILY,
                it -> it.delegation().equals(task.delegation()) && it.status() == DelegationState.Status.REVOKED);
        client.refreshes(tokens.extract().path("refresh_token")).statusCode(400);
        Topics.awaitOn(
                IdentityState.FAMILY,
                it -> it.identity().equals(task.agent()) && it.status() == IdentityState.Status.SUSPENDED);
        assertThat(count(
                        "SELECT id FROM agent_offers WHERE agent_id = $1",
                        task.agent().value()))
                .isZero();
    }

    private static DelegationState delegation(io.restassured.response.ValidatableResponse tokens) {
        String id = tokens.extract().path("authorization_details[0].delegation");
        return Topics.awaitOn(
                DelegationState.FAMILY, it -> it.delegation().value().equals(id));
    }

    private long count(String query, String id) {
        return database.preparedQuery(query).executeAndAwait(Tuple.of(id)).size();
    }
}
