package dev.mandate.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.mandate.events.identity.AdministrationEvent;
import dev.mandate.events.identity.AgentEvent;
import dev.mandate.events.identity.AgentEvent.Delegators;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever answers for an agent says who may delegate to it, and nobody makes so much that others can't see for it. */
@QuarkusTest
class DelegatorsIT {
    @Inject
    AgroalDataSource database;

    @BeforeEach
    void issuer() {
        Api.issuerIsRegistered();
    }

    @Test
    void the_owner_alone_delegates_until_he_says_who_else_may() {
        var ada = Workforce.joins("Ada");
        var grace = Workforce.joins("Grace");
        var hana = Workforce.joins("Hana");
        var agent = ownersOnly(ada, "clerk");
        delegates(ada, agent).statusCode(200);
        delegates(grace, agent).statusCode(403).body("field", equalTo("/agent"));

        says(tokenOf(grace), agent, Map.of("who", "EVERYBODY")).statusCode(403);
        says(
                        tokenOf(ada),
                        agent,
                        Map.of("who", "LISTED", "listed", List.of(grace.id().value())))
                .statusCode(200)
                .body("listed", equalTo(List.of(grace.id().value())));
        delegates(grace, agent).statusCode(200);
        delegates(hana, agent).statusCode(403);

        says(Api.admin(), agent, Map.of("who", "EVERYBODY")).statusCode(200);
        delegates(hana, agent).statusCode(200);
        var fact = (AgentEvent.DelegatorsChanged) Topics.awaitOn(
                AdministrationEvent.FAMILY,
                event -> event instanceof AgentEvent.DelegatorsChanged changed
                        && changed.agent().value().equals(agent.id())
                        && changed.delegators() == Delegators.LISTED);
        assertThat(fact.listed()).containsExactly(grace.id());
        assertThat(fact.by().subject()).isEqualTo(ada.id().value());
    }

    @Test
    void what_is_said_wrong_is_refused_with_the_member() {
        var ada = Workforce.joins("Ada");
        var agent = ownersOnly(ada, "clerk");
        says(tokenOf(ada), agent, Map.of()).statusCode(400).body("field", equalTo("/who"));
        says(tokenOf(ada), agent, Map.of("who", "LISTED")).statusCode(400).body("field", equalTo("/listed"));
        says(tokenOf(ada), agent, Map.of("who", "OWNER", "listed", List.of("per_x")))
                .statusCode(400)
                .body("field", equalTo("/listed"));
        Api.as(tokenOf(Workforce.joins("Grace")))
                .get("/agents/" + agent.id() + "/delegators")
                .then()
                .statusCode(404);
        Api.as(tokenOf(ada))
                .get("/agents/" + agent.id() + "/delegators")
                .then()
                .statusCode(200)
                .body("who", equalTo("OWNER"));
    }

    @Test
    void another_owner_begins_with_himself_alone() {
        var ada = Workforce.joins("Ada");
        var grace = Workforce.joins("Grace");
        var agent = ownersOnly(ada, "clerk");
        says(tokenOf(ada), agent, Map.of("who", "EVERYBODY")).statusCode(200);
        Offered.to(grace, agent, tokenOf(ada)).accepted();
        delegates(grace, agent).statusCode(200);
        delegates(ada, agent).statusCode(403);
    }

    @Test
    void an_agent_hands_on_to_those_of_its_owner_and_to_others_only_if_they_let_it_or_its_person() {
        var ada = Workforce.joins("Ada");
        var eve = Workforce.joins("Eve");
        var clerk = ownersOnly(ada, "clerk");
        var helper = ownersOnly(ada, "helper");
        var strange = ownersOnly(eve, "strange");
        String task = delegates(ada, clerk).statusCode(200).extract().path("delegation");
        var bound = Api.accessToken(clerk.takesUp(task));
        handsOn(bound, task, helper).statusCode(200);
        handsOn(bound, task, strange).statusCode(403).body("field", equalTo("/agent"));
        says(tokenOf(eve), strange, Map.of("who", "LISTED", "listed", List.of(clerk.id())))
                .statusCode(200);
        handsOn(bound, task, strange).statusCode(200);
    }

    @Test
    void delegations_of_others_push_none_out_of_the_owners_list() {
        var ada = Workforce.joins("Ada");
        var grace = Workforce.joins("Grace");
        var agent = Api.agentOf(ada, "clerk");
        var made = new ArrayList<String>();
        for (var i = 0; i < 5; i++)
            made.add(
                    0,
                    delegates(i == 2 ? ada : grace, agent)
                            .statusCode(200)
                            .extract()
                            .path("delegation"));
        assertThat(pages(tokenOf(ada), agent, "")).isEqualTo(made);
        assertThat(pages(tokenOf(ada), agent, "&delegator=" + ada.id())).containsExactly(made.get(2));
        assertThat(pages(tokenOf(grace), agent, "")).hasSize(4).doesNotContain(made.get(2));
    }

    @Test
    void a_person_has_at_most_a_thousand_open_delegations_and_two_hundred_agents() throws Exception {
        var ada = Workforce.joins("Ada");
        var agent = Api.agentOf(ada, "clerk");
        String last = delegates(ada, agent).statusCode(200).extract().path("delegation");
        sql(
                "INSERT INTO delegations (id, revision, root_id, delegator_id, agent_id, task, task_identifiers, scope, created_at,"
                        + " expires_at, status, depth, ended_at) SELECT 'del_fill' || n || '"
                        + ada.employeeId().toLowerCase()
                        + "', 1, 'del_fill' || n || '" + ada.employeeId().toLowerCase()
                        + "', delegator_id, agent_id, task, '[]', '[]', created_at, expires_at, status, 1, ended_at"
                        + " FROM delegations, generate_series(1, 999) n WHERE id = '" + last + "'");
        delegates(ada, agent).statusCode(409).body("type", containsString("too-many-delegations"));
        sql("UPDATE delegations SET status = 'REVOKED' WHERE id = '" + last + "'");
        delegates(ada, agent).statusCode(200);

        sql("INSERT INTO identities (id, revision, kind, status, display_name, owner_id, created_at)"
                + " SELECT 'agt_fill' || n || '" + ada.employeeId().toLowerCase()
                + "', 1, 'AGENT', 'SUSPENDED', 'x', owner_id, created_at FROM identities, generate_series(1, 199) n WHERE id = '"
                + agent.id() + "'");
        Api.register(tokenOf(ada), "one more", ada).statusCode(409).body("type", containsString("too-many-agents"));
        var grace = Workforce.joins("Grace");
        Offered.to(ada, Api.agentOf(grace, "hers"), tokenOf(grace))
                .acceptedWith(tokenOf(ada))
                .statusCode(409);
    }

    @Test
    void one_session_has_at_most_200_delegations() throws Exception {
        var ada = Workforce.joins("Ada");
        var agent = Api.agentOf(ada, "clerk");
        String root = delegates(ada, agent).statusCode(200).extract().path("delegation");
        sql(
                "INSERT INTO delegations (id, revision, root_id, parent_id, delegator_id, agent_id, task, task_identifiers, scope,"
                        + " created_at, expires_at, status, depth, ended_at) SELECT 'del_part' || n || '"
                        + ada.employeeId().toLowerCase()
                        + "', 1, id, id, delegator_id, agent_id, task, '[]', scope, created_at, expires_at, status, 2, ended_at"
                        + " FROM delegations, generate_series(1, 198) n WHERE id = '" + root + "'");
        var bound = Api.accessToken(agent.takesUp(root));
        var body = new HashMap<>(Api.delegation(agent, "crm.read_contact"));
        body.put("parent", root);
        body.put("expiresAt", Instant.now().plusSeconds(300).toString());
        Api.as(bound).body(body).post("/delegations").then().statusCode(200);
        Api.as(bound).body(body).post("/delegations").then().statusCode(400).body("field", equalTo("/parent"));
    }

    private void sql(String statement) throws SQLException {
        try (var connection = database.getConnection();
                var run = connection.createStatement()) {
            run.execute(statement);
        }
    }

    private static List<String> pages(String token, Api.Agent agent, String more) {
        var seen = new ArrayList<String>();
        String after = "";
        for (var pages = 0; after != null && pages < 4; pages++) {
            var page = Api.as(token)
                    .get("/delegations?limit=2&agent=" + agent.id() + more + after)
                    .then()
                    .statusCode(200)
                    .extract();
            seen.addAll(page.path("items.delegation"));
            String next = page.path("next");
            after = next == null ? null : "&after=" + next;
        }
        return seen;
    }

    private static Api.Agent ownersOnly(Workforce owner, String name) {
        var registered = Api.as(tokenOf(owner))
                .body(Map.of("name", name, "platform", "desk", "purpose", "invoices"))
                .post("/agents")
                .then()
                .statusCode(200)
                .extract();
        return new Api.Agent(registered.path("id"), registered.path("clientSecret"));
    }

    private static String tokenOf(Workforce person) {
        return Api.accessToken(Api.signIn(person));
    }

    private static ValidatableResponse says(String token, Api.Agent agent, Map<String, Object> what) {
        return Api.as(token)
                .body(what)
                .put("/agents/" + agent.id() + "/delegators")
                .then();
    }

    private static ValidatableResponse delegates(Workforce person, Api.Agent agent) {
        return Api.as(tokenOf(person))
                .body(Api.delegation(agent, "crm.read_contact"))
                .post("/delegations")
                .then();
    }

    private static ValidatableResponse handsOn(String token, String parent, Api.Agent agent) {
        var body = new HashMap<>(Api.delegation(agent, "crm.read_contact"));
        body.put("parent", parent);
        body.put("expiresAt", Instant.now().plusSeconds(60).toString());
        return Api.as(token).body(body).post("/delegations").then();
    }
}
