package dev.mandate.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import dev.mandate.events.identity.AdministrationEvent;
import dev.mandate.events.identity.AgentDescription;
import dev.mandate.events.identity.AgentDescription.Autonomy;
import dev.mandate.events.identity.AgentEvent;
import dev.mandate.events.identity.AgentFacts;
import dev.mandate.events.identity.IdentityState;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an agent is made of, when it may act, and which agent made it. */
@QuarkusTest
class AgentTermsIT {
    private static final Map<String, Object> WRITER = Map.of(
            "model", "writer",
            "version", "4.0",
            "provider", "models.example",
            "environment", "production",
            "autonomy", "DELEGATED",
            "protocols", List.of("mcp", "a2a", "mcp"));

    @BeforeEach
    void issuer() {
        Api.issuerIsRegistered();
    }

    @Test
    void what_it_is_made_of_is_its_owners_word_until_an_administrator_says_the_same() {
        var ada = Workforce.joins("Ada");
        var hers = tokenOf(ada);
        var agent = idOf(registered(hers, ada, Map.of("described", WRITER)));
        assertThat(fact(AgentEvent.Registered.class, agent).described()).isEqualTo(writer("4.0"));
        assertThat(awaited(agent, it -> true).agent()).isEqualTo(new AgentFacts(false, writer("4.0"), null));

        described(tokenOf(Workforce.joins("Eve")), agent, WRITER)
                .statusCode(403)
                .body("type", endsWith(":not-owner"));
        described(Api.admin(), agent, WRITER)
                .statusCode(200)
                .body("agent.confirmed", equalTo(true), "agent.described.model", equalTo("writer"));
        var confirmed = awaited(agent, it -> it.agent() != null && it.agent().confirmed());
        described(hers, agent, WRITER)
                .statusCode(200)
                .body("revision", equalTo((int) confirmed.revision()), "agent.confirmed", equalTo(true));

        var newer = new HashMap<>(WRITER);
        newer.put("version", "4.1");
        described(hers, agent, newer).statusCode(200).body("agent.confirmed", equalTo(false));
        awaited(agent, it -> it.agent() != null && it.agent().equals(new AgentFacts(false, writer("4.1"), null)));
        var change = fact(AgentEvent.Described.class, agent, it -> !it.confirmed());
        assertThat(change.before()).isEqualTo(writer("4.0"));
        assertThat(change.described()).isEqualTo(writer("4.1"));
        assertThat(change.by().subject()).isEqualTo(ada.id().value());

        described(hers, agent, Map.of("agent", WRITER))
                .statusCode(400)
                .body("type", endsWith(":unknown-member"), "field", equalTo("/agent"));
        described(hers, agent, Map.of()).statusCode(200).body("agent", nullValue());
        var byAdministrator = idOf(registered(Api.admin(), ada, Map.of("described", WRITER)));
        assertThat(awaited(byAdministrator, it -> true).agent()).isEqualTo(new AgentFacts(true, writer("4.0"), null));
    }

    @ParameterizedTest
    @CsvSource({
        "model, ' '",
        "version, 4.1",
        "provider, 101",
        "environment, 51",
        "environment, 'a\nb'",
        "environment, Production",
        "protocols, MCP",
        "protocols, 11",
    })
    void what_is_said_of_it_is_bounded(String member, String value) {
        var hers = Workforce.joins("Ada");
        var text = value.matches("\\d+") ? "a".repeat(Integer.parseInt(value)) : value;
        Object said = member.equals("protocols")
                ? value.equals("11") ? text.chars().mapToObj(Integer::toString).toList() : List.of(text)
                : text;
        registered(tokenOf(hers), hers, Map.of("described", Map.of(member, said)))
                .statusCode(400)
                .body("field", equalTo("/described/" + member));
    }

    @Test
    void outside_of_its_time_it_gets_no_token_and_its_owner_only_shortens_that() {
        var ada = Workforce.joins("Ada");
        var hers = tokenOf(ada);
        var later = Instant.now().plusSeconds(3600).toString();
        var made = registered(hers, ada, Map.of("validUntil", later));
        var agent = agentOf(made);
        agent.ownToken().statusCode(200);
        seen(hers, agent).body("mayAct", equalTo(true), "obstacle", nullValue());

        within(hers, agent, Map.of("validUntil", Instant.now().toString())).statusCode(200);
        agent.ownToken().statusCode(401).body("error_description", containsString("within the time"));
        seen(hers, agent)
                .body(
                        "status",
                        equalTo("ACTIVE"),
                        "mayAct",
                        equalTo(false),
                        "obstacle",
                        containsString("within the time"));
        within(hers, agent, Map.of("validUntil", later))
                .statusCode(403)
                .body("type", endsWith(":administrators-alone"), "field", equalTo("/validUntil"));
        assertThat(awaited(agent.id(), it -> it.revision() == 2).validity().until())
                .isBeforeOrEqualTo(Instant.now());
        var past = "2020-01-01T00:00:00Z";
        within(Api.admin(), agent, Map.of("validUntil", past))
                .statusCode(400)
                .body("field", equalTo("/validUntil"), "title", containsString("still ahead"));
        registered(hers, ada, Map.of("validUntil", past)).statusCode(400).body("field", equalTo("/validUntil"));
        within(Api.admin(), agent, Map.of("validTo", later))
                .statusCode(400)
                .body("field", equalTo("/validTo"), "detail", containsString("`validUntil`"));
        within(Api.admin(), agent, Map.of("validUntil", "tomorrow"))
                .statusCode(400)
                .body("detail", equalTo("`validUntil` must be a time such as 2026-11-28T12:00:00Z"));
        within(Api.admin(), agent, Map.of()).statusCode(200).body("validity", nullValue());
        agent.ownToken().statusCode(200);
        assertThat(fact(AgentEvent.ValidityChanged.class, agent.id(), it -> it.validity() == null)
                        .by()
                        .subject())
                .isEqualTo("admin");
        within(hers, agent, Map.of("validFrom", later, "validUntil", later))
                .statusCode(400)
                .body("field", equalTo("/validUntil"));
    }

    @Test
    void while_an_agent_above_it_may_not_act_it_gets_no_token_and_takes_up_nothing() {
        var ada = Workforce.joins("Ada");
        var hers = tokenOf(ada);
        var top = agentOf(registered(hers, ada, Map.of()));
        var middle = agentOf(registered(hers, ada, Map.of("parent", top.id())));
        var child = agentOf(registered(hers, ada, Map.of("parent", middle.id())));
        assertThat(awaited(child.id(), it -> true).parentAgent().value()).isEqualTo(middle.id());
        var delegation = Api.body(Api.as(hers)
                        .body(Api.delegation(child, "crm.read_contact"))
                        .post("/delegations")
                        .then()
                        .statusCode(200))
                .path("delegation")
                .textValue();
        child.takesUp(delegation).statusCode(200);

        act(hers, top, "stop");
        child.ownToken().statusCode(401).body("error_description", containsString(top.id()));
        Api.as(hers)
                .get("/agents?owner=" + ada.id().value())
                .then()
                .statusCode(200)
                .body(
                        "items.identity",
                        contains(top.id(), middle.id(), child.id()),
                        "items.status",
                        contains("SUSPENDED", "ACTIVE", "ACTIVE"),
                        "items.mayAct",
                        everyItem(is(false)),
                        "items[2].obstacle",
                        containsString(top.id() + ", which made it"));
        child.takesUp(delegation).statusCode(400).body("error", equalTo("invalid_grant"));
        Api.as(hers)
                .body(Api.delegation(child, "crm.read_contact"))
                .post("/delegations")
                .then()
                .statusCode(400)
                .body("field", equalTo("/agent"));
        registered(hers, ada, Map.of("parent", child.id())).statusCode(400).body("field", equalTo("/parent"));

        act(hers, top, "resume");
        child.ownToken().statusCode(200);
        seen(hers, child).body("mayAct", equalTo(true));
        child.takesUp(delegation).statusCode(200);
        within(Api.admin(), middle, Map.of("validUntil", Instant.now().toString()))
                .statusCode(200);
        child.ownToken().statusCode(401);
        top.ownToken().statusCode(200);
    }

    @Test
    void an_agent_is_made_by_one_of_the_same_owner_and_at_most_three_stand_above_it() {
        var ada = Workforce.joins("Ada");
        var hers = tokenOf(ada);
        var first = agentOf(registered(hers, ada, Map.of())).id();
        var eve = Workforce.joins("Eve");
        registered(tokenOf(eve), eve, Map.of("parent", first))
                .statusCode(400)
                .body("type", endsWith(":no-such-parent"), "field", equalTo("/parent"));
        for (var nobody : List.of("agt_nobody", "wkl_batch", "x"))
            registered(hers, ada, Map.of("parent", nobody)).statusCode(400).body("field", equalTo("/parent"));
        var parent = first;
        for (var below = 0; below < AgentFacts.MOST_ABOVE; below++)
            parent = idOf(registered(hers, ada, Map.of("parent", parent)));
        registered(hers, ada, Map.of("parent", parent))
                .statusCode(400)
                .body("type", endsWith(":too-deep"), "field", equalTo("/parent"));
        registered(Api.admin(), eve, Map.of("parent", first)).statusCode(200);
    }

    private static AgentDescription writer(String version) {
        return new AgentDescription(
                "writer", version, "models.example", "production", Autonomy.DELEGATED, List.of("a2a", "mcp"));
    }

    private static ValidatableResponse registered(String token, Workforce owner, Map<String, Object> more) {
        return Api.register(token, "desk", owner, more);
    }

    private static String idOf(ValidatableResponse made) {
        return agentOf(made).id();
    }

    private static Api.Agent agentOf(ValidatableResponse made) {
        var body = Api.body(made.statusCode(200));
        return new Api.Agent(
                body.path("id").textValue(), body.path("clientSecret").textValue());
    }

    private static ValidatableResponse described(String token, String agent, Map<String, Object> described) {
        return Api.as(token)
                .body(described)
                .put("/agents/" + agent + "/description")
                .then();
    }

    private static ValidatableResponse within(String token, Api.Agent agent, Map<String, Object> validity) {
        return Api.as(token)
                .body(validity)
                .put("/agents/" + agent.id() + "/validity")
                .then();
    }

    private static ValidatableResponse seen(String token, Api.Agent agent) {
        return Api.as(token).get("/agents/" + agent.id()).then().statusCode(200);
    }

    private static void act(String token, Api.Agent agent, String what) {
        Api.as(token)
                .body(Map.of("reason", "for the test"))
                .post("/agents/" + agent.id() + "/" + what)
                .then()
                .statusCode(200);
    }

    private static String tokenOf(Workforce person) {
        return Api.accessToken(Api.signIn(person));
    }

    private static IdentityState awaited(String agent, Predicate<IdentityState> condition) {
        return Topics.awaitOn(IdentityState.FAMILY, it -> it.identity().value().equals(agent) && condition.test(it));
    }

    private static <E extends AgentEvent> E fact(Class<E> type, String agent) {
        return fact(type, agent, it -> true);
    }

    private static <E extends AgentEvent> E fact(Class<E> type, String agent, Predicate<E> condition) {
        return type.cast(Topics.awaitOn(
                AdministrationEvent.FAMILY,
                it -> type.isInstance(it) && it.subject().equals(agent) && condition.test(type.cast(it))));
    }
}
