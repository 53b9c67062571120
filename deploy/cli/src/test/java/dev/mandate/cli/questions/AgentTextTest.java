package dev.mandate.cli.questions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class AgentTextTest {
    @Test
    void what_an_agent_is_made_of_is_told_with_whether_anybody_confirmed_it() throws Exception {
        var state = """
                {"agent": {"confirmed": %s, "parent": "agt_desk", "described": {"model": "writer", "version": "4.1",
                  "provider": "models.example", "environment": "production", "autonomy": "DELEGATED", "protocols": ["mcp"]}},
                 "validity": {"until": "2026-11-02T12:00:00Z"}}
                """;
        assertThat(told(state.formatted("true")).lines())
                .containsExactly(
                        "   model writer 4.1, provider models.example, environment production, does by itself what a person hands to it, speaks mcp",
                        "   made by Desk (agt_desk), and may act while that one may",
                        "   may act until 2026-11-02T12:00:00Z");
        assertThat(told(state.formatted("false"))).contains("speaks mcp (nobody has confirmed it");
        assertThat(told("{}")).isEmpty();
    }

    @Test
    void an_active_agent_that_may_not_act_is_said_to_and_why() throws Exception {
        assertThat(standing("{\"status\": \"ACTIVE\", \"mayAct\": true}")).isEqualTo("ACTIVE");
        assertThat(standing("{\"status\": \"SUSPENDED\", \"mayAct\": false, \"obstacle\": \"it is not active\"}"))
                .isEqualTo("SUSPENDED");
        assertThat(standing("{\"status\": \"ACTIVE\", \"mayAct\": false, \"obstacle\": \"its time is over\"}"))
                .isEqualTo("ACTIVE, but may not act now: its time is over");
    }

    private static String standing(String json) throws Exception {
        return AgentText.standing(new ObjectMapper().readTree(json));
    }

    private static String told(String json) throws Exception {
        return AgentText.of(new ObjectMapper().readTree(json), id -> "Desk");
    }
}
