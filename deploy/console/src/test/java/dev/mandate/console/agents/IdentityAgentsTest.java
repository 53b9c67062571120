package dev.mandate.console.agents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mandate.console.PlayedVisitor;
import dev.mandate.console.apis.PlayedApis;
import dev.mandate.console.apis.Unanswered;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Agents and delegations as identity-service's API has them, for a page. */
class IdentityAgentsTest {
    private static final String ADA = new PlayedVisitor().person();
    private static final InstantSource NOON = InstantSource.fixed(Instant.parse("2026-11-27T12:00:00Z"));
    private final PlayedApis apis = new PlayedApis();
    private final OwnAgents agents = new IdentityAgents(apis.asAda(), new PlayedVisitor(), NOON);

    @AfterEach
    void stops() {
        apis.close();
    }

    @BeforeEach
    void nothing_else_is_there() {
        for (var list : List.of(
                "/offers?limit=100",
                "/agents?limit=100&owner=" + ADA,
                "/agreements?limit=100",
                "/delegations?limit=100&agent=agt_1")) apis.says(list, 200, "{'items':[]}");
    }

    @Test
    void a_refusal_is_not_nothing() {
        apis.says("/delegations?limit=100", 403, "{}");
        assertThatThrownBy(agents::overview).isInstanceOf(Unanswered.class);
    }

    @Test
    void tasks_that_are_over_are_none_and_limits_are_said_in_words() {
        apis.says("/agents/agt_2", 200, "{'displayName':'mailer'}");
        apis.says(
                "/delegations?limit=100",
                200,
                "{'items':["
                        + delegation("del_1", "ACTIVE", "2026-11-27T13:00:00Z") + ","
                        + delegation("del_2", "REVOKED", "2026-11-27T13:00:00Z") + ","
                        + delegation("del_3", "ACTIVE", "2026-11-27T11:59:59Z") + "]}");
        assertThat(agents.overview().tasks()).singleElement().satisfies(task -> {
            assertThat(task.id()).isEqualTo("del_1");
            assertThat(task.agentName()).isEqualTo("mailer");
            assertThat(task.by()).isEqualTo("You");
            assertThat(task.may())
                    .containsExactly(
                            "“Read a customer” (crm.read)",
                            "pay: amount from 1 to 500; to only addresses at a.example or b.example, or none; called 4 times at most");
        });
    }

    @Test
    void what_he_is_not_asked_about_stands_apart_from_tasks() {
        apis.says("/delegations?limit=100", 200, "{'items':[]}");
        apis.says(
                "/agreements?limit=100",
                200,
                "{'items':[" + delegation("del_9", "ACTIVE", "2026-11-27T13:00:00Z") + "]}");
        assertThat(agents.overview().tasks()).isEmpty();
        assertThat(agents.overview().agreements()).singleElement().returns("del_9", OwnAgents.Task::id);
    }

    @Test
    void an_agent_that_another_answers_for_has_no_page_here() {
        apis.says("/agents/agt_1", 200, "{'identity':'agt_1','displayName':'x','status':'ACTIVE','owner':'per_other'}");
        assertThat(agents.find("agt_1")).isEmpty();
        apis.says(
                "/agents/agt_1", 200, "{'identity':'agt_1','displayName':'x','status':'ACTIVE','owner':'" + ADA + "'}");
        assertThat(agents.find("agt_1")).isPresent();
    }

    @Test
    void whether_an_agent_may_act_is_identity_service_s_word_and_no_word_is_no() {
        assertThat(agent("'status':'ACTIVE','mayAct':true,'obstacle':null").mayAct())
                .isTrue();
        assertThat(agent("'status':'ACTIVE','statusReason':null,'mayAct':false,'obstacle':'its time is over'"))
                .returns(false, OwnAgents.Agent::mayAct)
                .returns("its time is over", OwnAgents.Agent::why);
        assertThat(agent("'status':'SUSPENDED','statusReason':'stopped: x','mayAct':false,'obstacle':'not active'")
                        .why())
                .isEqualTo("stopped: x");
        assertThat(agent("'status':'ACTIVE'").mayAct()).isFalse();
    }

    private OwnAgents.Agent agent(String standing) {
        apis.says(
                "/agents/agt_1", 200, "{'identity':'agt_1','displayName':'x','owner':'" + ADA + "'," + standing + "}");
        return agents.find("agt_1").orElseThrow().agent();
    }

    private static String delegation(String id, String status, String until) {
        return "{'delegation':'" + id + "','agent':'agt_2','delegator':'" + ADA + "','task':'t','status':'" + status
                + "','expiresAt':'" + until
                + "','scope':[{'tool':'crm.read','constraints':[]},{'tool':'pay','constraints':["
                + "{'argument':'amount','operator':'BETWEEN','values':['1','500']},"
                + "{'argument':'to','operator':'DOMAIN_IN','values':['a.example','b.example'],'optional':true},"
                + "{'argument':'calls','operator':'CALLS','values':['4']}]}],'toolTitles':{'crm.read':'Read a customer'}}";
    }
}
