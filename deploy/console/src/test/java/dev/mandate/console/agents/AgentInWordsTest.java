package dev.mandate.console.agents;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgentInWordsTest {
    @Test
    void what_is_known_of_an_agent_is_a_sentence_each_and_whose_word_it_is() throws Exception {
        var agent = """
                {"agent": {"confirmed": %s, "parent": "agt_desk", "described": {"model": "writer", "version": "4.1",
                  "environment": "production", "autonomy": "SUPERVISED", "protocols": ["mcp"]}},
                 "validity": {"from": "2026-11-01T00:00:00Z", "until": "2027-11-01T00:00:00Z"}}
                """;
        assertThat(words(agent.formatted("true")))
                .containsExactly(
                        "Confirmed: model writer 4.1, environment production, does nothing before a person has looked at it, speaks mcp.",
                        "The agent agt_desk made it, and it may act while that one may.",
                        "It may act from 2026-11-01T00:00:00Z.",
                        "It may act until 2027-11-01T00:00:00Z.");
        assertThat(words(agent.formatted("false")).get(0)).startsWith("Said, and not confirmed: ");
        assertThat(words("{\"agent\": null, \"validity\": null}")).isEmpty();
    }

    private static List<String> words(String json) throws Exception {
        return AgentInWords.of(new ObjectMapper().readTree(json));
    }
}
