package dev.mandate.identity.scim;

import static dev.mandate.identity.scim.IdentityProvider.AGENT;
import static dev.mandate.identity.scim.IdentityProvider.GROUP;
import static dev.mandate.identity.scim.IdentityProvider.newName;
import static dev.mandate.identity.scim.IdentityProvider.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.mandate.events.identity.AdministrationEvent;
import dev.mandate.events.identity.AgentEvent;
import dev.mandate.events.identity.GroupEvent;
import dev.mandate.identity.Api;
import dev.mandate.identity.Topics;
import dev.mandate.identity.Workforce;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ScimGroupsAndAgentsIT {
    private static final String EXTENSION = "urn:mandate:params:scim:schemas:extension:2.0:Agent";
    private static final String MANDATE = "'" + EXTENSION + "'";

    @Inject
    AgroalDataSource database;

    private IdentityProvider directory;

    @BeforeEach
    void register() {
        directory = IdentityProvider.registered();
    }

    private static Map<String, Object> group(String name, String... members) {
        return Map.of(
                "schemas",
                List.of(GROUP),
                "displayName",
                name,
                "members",
                List.of(members).stream().map(id -> Map.of("value", id)).toList());
    }

    @Test
    void a_group_has_members_of_its_client_and_each_knows_his_groups() {
        var name = newName("ada");
        var ada = directory.takesIn(name);
        var bo = directory.takesIn(newName("bo"));
        String id = directory
                .post("/Groups", group("Sales", ada))
                .statusCode(201)
                .body("id", startsWith("grp_"), "members[0].value", equalTo(ada))
                .body("members[0].display", equalTo(name))
                .extract()
                .path("id");
        directory
                .patch("/Groups/" + id, Map.of("op", "add", "path", "members", "value", List.of(Map.of("value", bo))))
                .statusCode(204);
        directory.get("/Groups/{id}", id).body("members.value", containsInAnyOrder(ada, bo));
        directory.get("/Users/{id}", bo).body("groups[0].value", equalTo(id), "groups[0].display", equalTo("Sales"));
        directory
                .patch("/Groups/" + id, Map.of("op", "remove", "path", "members[value eq \"" + ada + "\"]"))
                .statusCode(204);
        directory.get("/Groups/{id}", id).body("members.value", containsInAnyOrder(bo));
        var fact = (GroupEvent.Provisioned) Topics.awaitOn(
                AdministrationEvent.FAMILY,
                it -> it instanceof GroupEvent.Provisioned provisioned
                        && provisioned.group().equals(id)
                        && !provisioned.gone().isEmpty());
        assertThat(fact.gone()).extracting(Object::toString).containsExactly(ada);
        directory.delete("/Users/" + bo).statusCode(204);
        directory.get("/Groups/{id}", id).body("members", nullValue());
        directory.delete("/Groups/" + id).statusCode(204);
        directory.get("/Groups/{id}", id).statusCode(404);
    }

    @Test
    void a_group_has_nobody_of_another_client() {
        var theirs = IdentityProvider.registered().takesIn(newName("cy"));
        directory.post("/Groups", group("Ours", theirs)).statusCode(404);
        directory.post("/Groups", group(" ")).statusCode(400).body("scimType", equalTo("invalidValue"));
    }

    @Test
    void an_agent_does_nothing_until_its_owner_has_accepted_it_and_stops_where_its_platform_says_so() {
        Api.issuerIsRegistered();
        var owner = Workforce.joins("Ada");
        var name = "clerk-" + UUID.randomUUID();
        var created = directory
                .post(
                        "/Agents",
                        Map.of(
                                "schemas",
                                List.of(AGENT),
                                "name",
                                name,
                                "displayName",
                                "Clerk",
                                "description",
                                "pays invoices",
                                "owners",
                                List.of(Map.of("value", owner.id().value()))))
                .statusCode(201)
                .body("id", startsWith("agt_"), "agentUserName", equalTo(name), "name", nullValue())
                .body(MANDATE + ".status", equalTo("SUSPENDED"), MANDATE + ".clientSecret", notNullValue())
                .extract();
        String id = created.path("id");
        String secret = created.path(MANDATE + ".clientSecret");
        var agent = new Api.Agent(id, secret);
        agent.ownToken().statusCode(401);

        var hers = Api.accessToken(Api.signIn(owner));
        accepts(owner, hers, id);
        agent.ownToken().statusCode(200);
        directory
                .get("/Agents/{id}", id)
                .body(MANDATE + ".status", equalTo("ACTIVE"), MANDATE + ".clientSecret", nullValue())
                .body(MANDATE + ".answeredForBy", equalTo(owner.id().value()));

        var inactive = Map.of("op", "replace", "path", "active", "value", false);
        var active = Map.of("op", "replace", "path", "active", "value", true);
        directory.patch("/Agents/" + id, inactive).statusCode(204);
        agent.ownToken().statusCode(401);
        directory.patch("/Agents/" + id, active).statusCode(204);
        agent.ownToken().statusCode(200);

        act(hers, id, "stop").statusCode(200);
        directory.patch("/Agents/" + id, inactive).statusCode(204);
        directory.patch("/Agents/" + id, active).statusCode(409);
        agent.ownToken().statusCode(401);
        act(Api.admin(), id, "resume").statusCode(200);
        agent.ownToken().statusCode(200);
        directory.patch("/Agents/" + id, active).statusCode(204);

        directory.patch("/Agents/" + id, inactive).statusCode(204);
        act(hers, id, "stop").statusCode(200);
        directory.patch("/Agents/" + id, active).statusCode(409);
        act(hers, id, "resume").statusCode(403);
        agent.ownToken().statusCode(401);

        directory
                .patch("/Agents/" + id, Map.of("op", "replace", "path", "displayName", "value", "Director"))
                .statusCode(400)
                .body("scimType", equalTo("mutability"));
        directory.delete("/Agents/" + id).statusCode(204);
        directory.get("/Agents/{id}", id).statusCode(404);
    }

    @Test
    void what_an_agent_is_made_of_is_its_platforms_word_and_changes_with_it() {
        Api.issuerIsRegistered();
        var owner = Workforce.joins("Ada");
        var agent = new HashMap<String, Object>(Map.of(
                "schemas",
                List.of(AGENT, EXTENSION),
                "agentUserName",
                "clerk-" + UUID.randomUUID(),
                "owners",
                List.of(Map.of("value", owner.id().value()))));
        agent.put(EXTENSION, Map.of("model", "writer", "autonomy", "SOMEHOW"));
        directory.post("/Agents", agent).statusCode(400).body("scimType", equalTo("invalidValue"));
        agent.put(EXTENSION, Map.of("model", "writer", "modelVersion", "4.0", "protocols", List.of("mcp")));
        String id = directory.post("/Agents", agent).statusCode(201).extract().path("id");
        seen(id).body("agent.described.version", equalTo("4.0"), "agent.confirmed", equalTo(false));

        Api.as(Api.admin())
                .body(Map.of("model", "writer", "version", "4.0", "environment", "production"))
                .put("/agents/" + id + "/description")
                .then()
                .statusCode(200);
        directory
                .patch("/Agents/" + id, Map.of("op", "replace", "path", "active", "value", false))
                .statusCode(204);
        seen(id).body("agent.described.environment", equalTo("production"), "agent.confirmed", equalTo(true));

        directory
                .patch("/Agents/" + id, Map.of("op", "replace", "path", EXTENSION + ":modelVersion", "value", "4.1"))
                .statusCode(204);
        seen(id).body("agent.described.version", equalTo("4.1"), "agent.confirmed", equalTo(false));
        directory.get("/Agents/{id}", id).body(MANDATE + ".modelVersion", equalTo("4.1"));
        var fact = Topics.awaitOn(
                AdministrationEvent.FAMILY,
                it -> it instanceof AgentEvent.Described told
                        && told.subject().equals(id)
                        && told.described() != null
                        && "4.1".equals(told.described().version()));
        assertThat(((AgentEvent.Described) fact).before().version()).isEqualTo("4.0");
    }

    @Test
    void an_agent_has_a_time_and_an_agent_that_made_it_as_its_platform_says() {
        Api.issuerIsRegistered();
        var owner = Workforce.joins("Ada");
        var top = accepted(owner, Map.of());
        var later = Instant.now().plusSeconds(3600).truncatedTo(ChronoUnit.SECONDS);
        var made = accepted(owner, Map.of("parent", top.id(), "validUntil", later.toString()));
        made.ownToken().statusCode(200);
        seen(made.id()).body("agent.parent", equalTo(top.id()), "validity.until", equalTo(later.toString()));
        directory.patch("/Agents/" + made.id(), ours("parent", "agt_else")).statusCode(400);
        act(Api.admin(), top.id(), "stop").statusCode(200);
        made.ownToken().statusCode(401);
        act(Api.admin(), top.id(), "resume").statusCode(200);

        var past = Instant.now().minusSeconds(60).toString();
        directory.patch("/Agents/" + made.id(), ours("validUntil", past)).statusCode(204);
        made.ownToken().statusCode(401);
        directory
                .patch("/Agents/" + made.id(), ours("validUntil", later.toString()))
                .statusCode(204);
        made.ownToken().statusCode(200);

        var sooner = later.minusSeconds(600).toString();
        within(made.id(), Map.of("validUntil", sooner));
        directory
                .patch(
                        "/Agents/" + made.id(),
                        ours("validUntil", later.plusSeconds(1).toString()))
                .statusCode(409);
        directory
                .patch(
                        "/Agents/" + made.id(),
                        ours("validUntil", later.minusSeconds(900).toString()))
                .statusCode(204);
        directory.patch("/Agents/" + made.id(), ours("validUntil", sooner)).statusCode(409);
        directory
                .patch("/Agents/" + made.id(), Map.of("op", "remove", "path", EXTENSION + ":validUntil"))
                .statusCode(409);
        within(made.id(), Map.of());
        directory.patch("/Agents/" + made.id(), ours("validUntil", past)).statusCode(204);
        directory
                .patch("/Agents/" + made.id(), Map.of("op", "remove", "path", EXTENSION + ":validUntil"))
                .statusCode(204);
        made.ownToken().statusCode(200);

        for (var wrong : List.of(
                Map.of("parent", Api.agentOf(owner, "of nobody's platform").id()),
                Map.of("parent", "agt_nobody"),
                Map.of("validUntil", "soon"),
                Map.of("validFrom", later.toString(), "validUntil", past)))
            directory.post("/Agents", agent(owner, wrong)).statusCode(400).body("scimType", equalTo("invalidValue"));
    }

    private static Map<String, Object> ours(String member, String value) {
        return Map.of("op", "replace", "path", EXTENSION + ":" + member, "value", value);
    }

    private static Map<String, Object> agent(Workforce owner, Map<String, ?> ours) {
        return Map.of(
                "schemas",
                List.of(AGENT, EXTENSION),
                "agentUserName",
                "clerk-" + UUID.randomUUID(),
                "owners",
                List.of(Map.of("value", owner.id().value())),
                EXTENSION,
                ours.isEmpty() ? Map.of("platform", "desk") : ours);
    }

    private Api.Agent accepted(Workforce owner, Map<String, ?> ours) {
        var made = directory.post("/Agents", agent(owner, ours)).statusCode(201).extract();
        String id = made.path("id");
        accepts(owner, Api.accessToken(Api.signIn(owner)), id);
        return new Api.Agent(id, made.path(MANDATE + ".clientSecret"));
    }

    private static void accepts(Workforce owner, String token, String agent) {
        String offer = Api.as(token)
                .get("/offers?to=" + owner.id())
                .then()
                .extract()
                .path("items.find { it.agent == '" + agent + "' }.offer");
        Api.as(token).post("/offers/" + offer + "/accept").then().statusCode(200);
    }

    private static void within(String agent, Map<String, String> validity) {
        Api.as(Api.admin())
                .body(validity)
                .put("/agents/" + agent + "/validity")
                .then()
                .statusCode(200);
    }

    private static ValidatableResponse seen(String agent) {
        return Api.as(Api.admin()).get("/agents/" + agent).then().statusCode(200);
    }

    private static ValidatableResponse act(String token, String agent, String what) {
        return Api.as(token)
                .body(Map.of("reason", "it went astray"))
                .post("/agents/" + agent + "/" + what)
                .then();
    }

    @Test
    void a_client_keeps_so_many_and_makes_no_more() throws Exception {
        directory.keeps(database, "GROUP", "grp_", 1_999, 1);
        directory.post("/Groups", group("The last")).statusCode(201);
        directory.post("/Groups", group("One more")).statusCode(409).contentType(IdentityProvider.SCIM);
        directory.keeps(database, "AGENT", "agt_", 2_000, 1);
        directory
                .post("/Agents", Map.of("schemas", List.of(AGENT), "agentUserName", newName("clerk")))
                .statusCode(409);
    }

    @Test
    void of_many_that_are_made_at_once_a_client_keeps_as_many_as_there_is_room_for() throws Exception {
        directory.keeps(database, "GROUP", "grp_", 1_998, 1);
        var threads = Executors.newFixedThreadPool(12);
        try {
            var made = Collections.nCopies(12, (Callable<Integer>)
                    () -> directory.post("/Groups", group("At once")).extract().statusCode());
            var answers = new ArrayList<Integer>();
            for (var answer : threads.invokeAll(made)) answers.add(answer.get());
            assertThat(answers).as("429 where more than eight are inside").isSubsetOf(201, 409, 429);
            assertThat(Collections.frequency(answers, 201)).isEqualTo(2);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void whoever_asks_for_nine_things_at_a_time_gets_eight_and_is_asked_to_come_again() throws Exception {
        var threads = Executors.newFixedThreadPool(9);
        try (var connection = database.getConnection();
                var alone = connection.prepareStatement("SELECT pg_advisory_xact_lock(hashtextextended(?, 3))")) {
            connection.setAutoCommit(false);
            alone.setString(1, "GROUP of " + directory.client());
            alone.execute();
            var answers = new ExecutorCompletionService<ValidatableResponse>(threads);
            for (var one = 0; one < 9; one++) answers.submit(() -> directory.post("/Groups", group("At once")));
            answers.take()
                    .get()
                    .statusCode(429)
                    .header("Retry-After", "1")
                    .contentType(IdentityProvider.SCIM)
                    .body("status", equalTo("429"));
            connection.commit();
            for (var one = 0; one < 8; one++) answers.take().get().statusCode(201);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void an_agent_names_one_owner_who_works_here() {
        var agent = Map.of("schemas", List.of(AGENT), "agentUserName", "a-" + UUID.randomUUID());
        directory.post("/Agents", agent).statusCode(400).body("scimType", equalTo("invalidValue"));
        directory
                .post(
                        "/Agents",
                        Map.of(
                                "schemas",
                                List.of(AGENT),
                                "agentUserName",
                                "a-" + UUID.randomUUID(),
                                "owners",
                                List.of(Map.of("value", "per_nobody"))))
                .statusCode(400)
                .body("scimType", equalTo("invalidValue"));
    }

    @Test
    void many_things_are_done_at_once_and_no_more_than_announced() {
        var name = newName("fay");
        directory
                .bulk(List.of(
                        Map.of("method", "POST", "path", "/Users", "bulkId", "1", "data", user(name)),
                        Map.of("method", "POST", "path", "/Users", "bulkId", "2", "data", user(name)),
                        Map.of(
                                "method",
                                "POST",
                                "path",
                                "/Groups",
                                "bulkId",
                                "3",
                                "data",
                                Map.of(
                                        "schemas",
                                        List.of(GROUP),
                                        "displayName",
                                        "Bulk",
                                        "members",
                                        List.of(Map.of("value", "bulkId:1", "type", "User"))))))
                .statusCode(200)
                .body("Operations.status", equalTo(List.of(201, 409, 201)));
        directory.get("/Groups").body("Resources[0].members[0].value", startsWith("per_"));
        var many = java.util.Collections.nCopies(201, Map.of("method", "DELETE", "path", "/Users/per_nobody"));
        directory.bulk(many).statusCode(413);
    }

    @Test
    void what_there_is_can_be_asked() {
        directory
                .get("/ServiceProviderConfig")
                .statusCode(200)
                .body("patch.supported", equalTo(true), "bulk.maxOperations", equalTo(200))
                .body(
                        "filter.maxResults",
                        equalTo(200),
                        "etag.supported",
                        equalTo(true),
                        "sort.supported",
                        equalTo(false));
        directory
                .get("/ResourceTypes")
                .statusCode(200)
                .body("Resources.name.findAll { it in ['User', 'Group', 'Agent'] }.size()", equalTo(3));
        directory.get("/Schemas/{id}", AGENT).statusCode(200).body("name", equalTo("Agent"));
    }
}
