package dev.mandate.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import dev.mandate.events.identity.DelegationState;
import dev.mandate.events.identity.DelegationState.Status;
import dev.mandate.identity.consent.CataloguedTools;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who gave a task agrees to calls of a kind within it, and isn't asked for each. */
@QuarkusTest
class AgreementsIT {
    @Inject
    AgroalDataSource database;

    @BeforeEach
    void issuer() {
        Api.issuerIsRegistered();
    }

    @Test
    void he_agrees_within_the_task_everybody_learns_of_it_and_it_ends_with_the_task() {
        var ada = Workforce.joins("Ada");
        var agent = Api.agentOf(ada, "clerk");
        var task = delegates(ada, agent);
        var token = answering(ada);
        var made = agrees(token, task, held("email.send")).statusCode(200).extract();
        String id = made.path("delegation");
        var told = Topics.awaitOn(
                DelegationState.FAMILY, state -> state.delegation().value().equals(id));
        assertThat(told.parent().value()).isEqualTo(task);
        assertThat(told.delegator()).isEqualTo(ada.id());
        assertThat(told.agent().value()).isEqualTo(agent.id());
        assertThat(told.agreed().policies()).containsExactly("held");
        assertThat(told.agreed().policyVersion()).isEqualTo("main/1");
        assertThat(told.agreed().arguments()).containsExactly("subject", "to");
        assertThat(told.agreed().client())
                .isEqualTo(Api.claims(token).getClaims().get("client_id"));
        assertThat(told.expiresAt())
                .as("no later than the task")
                .isBefore(Instant.now().plusSeconds(601));

        assertThat(mine(token)).containsExactly(id);
        assertThat(Api.body(Api.as(token)
                                .get("/delegations?agent=" + agent.id())
                                .then()
                                .statusCode(200))
                        .path("items"))
                .as("nobody takes it for a task")
                .hasSize(1);
        agent.takesUp(id).statusCode(400);
        assertThat(agent.takesUp(task).extract().statusCode()).isEqualTo(200);

        Api.as(token)
                .body(Map.of())
                .post("/delegations/" + task + "/revoke")
                .then()
                .statusCode(200);
        Topics.awaitOn(
                DelegationState.FAMILY,
                state -> state.delegation().value().equals(id) && state.status() == Status.REVOKED);
        assertThat(mine(token)).isEmpty();
    }

    @Test
    void whoever_reads_a_task_or_an_agreement_is_told_what_its_tools_are_called() {
        CataloguedTools.has("ledger", "ledger.post_entry", "Post an entry");
        var ada = Workforce.joins("Ada");
        var agent = Api.agentOf(ada, "clerk");
        var token = answering(ada);
        String task = Api.as(token)
                .body(Api.delegation(agent, "ledger.post_entry"))
                .post("/delegations")
                .then()
                .statusCode(200)
                .extract()
                .path("delegation");
        agrees(token, task, held("ledger.post_entry")).statusCode(200);
        var told = Map.of("ledger.post_entry", "Post an entry");
        Api.as(token).get("/delegations/" + task).then().body("toolTitles", equalTo(told));
        Api.as(token).get("/delegations").then().body("items[0].toolTitles", equalTo(told));
        Api.as(token).get("/agreements").then().body("items[0].toolTitles", equalTo(told));
    }

    @Test
    void he_ends_it_by_itself_and_the_task_goes_on() {
        var ada = Workforce.joins("Ada");
        var agent = Api.agentOf(ada, "clerk");
        var task = delegates(ada, agent);
        var token = answering(ada);
        String id = agrees(token, task, held("email.send"))
                .statusCode(200)
                .extract()
                .path("delegation");
        Api.as(token)
                .body(Map.of())
                .post("/delegations/" + id + "/revoke")
                .then()
                .statusCode(200);
        assertThat(mine(token)).isEmpty();
        agent.takesUp(task).statusCode(200);
    }

    @Test
    void so_many_count_within_a_task_and_one_more_once_another_has_ended() {
        var ada = Workforce.joins("Ada");
        var task = delegates(ada, Api.agentOf(ada, "clerk"));
        var token = answering(ada);
        for (var n = 0; n < 20; n++) agrees(token, task, held("email.send")).statusCode(200);
        agrees(token, task, held("email.send")).statusCode(409).body("title", containsString("at most 20"));
        Api.as(token)
                .body(Map.of())
                .post("/delegations/" + mine(token).get(0) + "/revoke")
                .then()
                .statusCode(200);
        agrees(token, task, held("email.send")).statusCode(200);
    }

    @Test
    void what_has_ended_makes_place_in_a_session_that_is_full_and_what_counts_does_not() throws SQLException {
        var ada = Workforce.joins("Ada");
        var task = delegates(ada, Api.agentOf(ada, "clerk"));
        var token = answering(ada);
        String one = agrees(token, task, held("email.send"))
                .statusCode(200)
                .extract()
                .path("delegation");
        sql(
                "INSERT INTO delegations (id, revision, root_id, parent_id, delegator_id, agent_id, task, task_identifiers, scope,"
                        + " created_at, expires_at, status, depth, ended_at, agreed) SELECT 'del_over' || n || right(id, 20), 1, root_id,"
                        + " parent_id, delegator_id, agent_id, task, '[]', scope, created_at, expires_at, 'REVOKED', depth, created_at,"
                        + " agreed FROM delegations, generate_series(1, 198) n WHERE id = '" + one + "'");
        String next = agrees(token, task, held("email.send"))
                .statusCode(200)
                .extract()
                .path("delegation");
        assertThat(mine(token)).containsExactly(next, one);
        sql("UPDATE delegations SET ended_at = expires_at WHERE root_id = '" + task + "'");
        agrees(token, task, held("email.send")).statusCode(400).body("title", containsString("at most 200"));
    }

    @Test
    void who_may_see_a_task_sees_what_was_agreed_to_within_it_and_nobody_else() {
        var ada = Workforce.joins("Ada");
        var agent = Api.agentOf(ada, "clerk");
        var task = delegates(ada, agent);
        String made = agrees(answering(ada), task, held("email.send"))
                .statusCode(200)
                .extract()
                .path("delegation");
        var another = answering(Workforce.joins("Eve"));
        for (var asked : List.of("?task=" + task, "?agent=" + agent.id())) {
            assertThat(listed(answering(ada), asked)).containsExactly(made);
            assertThat(listed(Api.admin(), asked)).containsExactly(made);
        }
        assertThat(listed(another, "?agent=" + agent.id())).isEmpty();
        Api.as(another).get("/agreements?task=" + task).then().statusCode(404);
        Api.as(another)
                .get("/agreements?agent=" + agent.id() + "&task=" + task)
                .then()
                .statusCode(400);
    }

    @Test
    void nobody_else_does_and_no_token_that_may_not_answer() {
        var ada = Workforce.joins("Ada");
        var agent = Api.agentOf(ada, "clerk");
        var task = delegates(ada, agent);
        agrees(answering(Workforce.joins("Eve")), task, held("email.send"))
                .statusCode(400)
                .body("field", equalTo("/task"));
        agrees(Api.accessToken(Api.signIn(ada)), task, held("email.send"))
                .statusCode(403)
                .body("type", containsString("insufficient-scope"));
        agrees(Api.accessToken(agent.takesUp(task)), task, held("email.send")).statusCode(403);
        Api.as(answering(Workforce.joins("Eve"))).get("/agreements").then().body("items", empty());
    }

    @Test
    void what_does_not_lie_within_the_task_is_refused_with_the_member() {
        var ada = Workforce.joins("Ada");
        var task = delegates(ada, Api.agentOf(ada, "clerk"));
        var token = answering(ada);
        agrees(token, task, held("crm.read_contact")).statusCode(400).body("field", equalTo("/scope/0/tool"));
        agrees(token, task, Map.of("tool", "email.send"))
                .statusCode(400)
                .body("field", equalTo("/scope/0/constraints"));
        agrees(token, "del_none", held("email.send")).statusCode(400).body("field", equalTo("/task"));
        var body = agreement(task, held("email.send"));
        body.put("policies", List.of());
        Api.as(token).body(body).post("/agreements").then().statusCode(400).body("field", equalTo("/policies"));
        body = agreement(task, held("email.send"));
        body.remove("arguments");
        Api.as(token).body(body).post("/agreements").then().statusCode(400).body("field", equalTo("/arguments"));
    }

    private void sql(String statement) throws SQLException {
        try (var connection = database.getConnection();
                var run = connection.createStatement()) {
            run.execute(statement);
        }
    }

    private static List<String> mine(String token) {
        return listed(token, "");
    }

    private static List<String> listed(String token, String asked) {
        return Api.body(Api.as(token).get("/agreements" + asked).then().statusCode(200))
                .path("items")
                .findValuesAsText("delegation");
    }

    private static String answering(Workforce person) {
        return Api.accessToken(Api.token(Api.form(Api.BEARER)
                .formParam("scope", "approvals:answer delegations:write delegations:read")
                .formParam(
                        "assertion",
                        Api.sign(
                                Api.ISSUER_KEY,
                                Api.assertion(Api.ISSUER, person.employeeId()).build()))));
    }

    private static String delegates(Workforce person, Api.Agent agent) {
        return Api.body(Api.as(Api.accessToken(Api.signIn(person)))
                        .body(Api.delegation(agent, "email.send"))
                        .post("/delegations")
                        .then()
                        .statusCode(200))
                .path("delegation")
                .textValue();
    }

    private static Map<String, Object> held(String tool) {
        return Map.of(
                "tool",
                tool,
                "constraints",
                List.of(Map.of("argument", "to", "operator", "ONE_OF", "values", List.of("bo@partner.example"))));
    }

    private static Map<String, Object> agreement(String task, Map<String, Object> scope) {
        return new HashMap<>(Map.of(
                "task",
                task,
                "scope",
                List.of(scope),
                "decision",
                "dec_01jdm0000000000000000000ab",
                "policies",
                List.of("held"),
                "policyVersion",
                "main/1",
                "arguments",
                List.of("to", "subject")));
    }

    private static ValidatableResponse agrees(String token, String task, Map<String, Object> scope) {
        return Api.as(token).body(agreement(task, scope)).post("/agreements").then();
    }
}
