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

    private static String told(String json) throws Exception {
        return AgentText.of(new ObjectMapper().readTree(json), id -> "Desk");
    }
}
