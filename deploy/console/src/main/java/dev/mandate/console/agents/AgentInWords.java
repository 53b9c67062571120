package dev.mandate.console.agents;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.events.identity.AgentFacts;
import java.util.ArrayList;
import java.util.List;

/** What identity-service knows of an agent beside its purpose and platform, in sentences. */
final class AgentInWords {
    private AgentInWords() {}

    static List<String> of(JsonNode agent) {
        var sentences = new ArrayList<String>();
        var facts = EventJson.mapper().convertValue(agent.get("agent"), AgentFacts.class);
        if (facts != null && facts.described() != null)
            sentences.add((facts.confirmed() ? "Confirmed: " : "Said, and not confirmed: ")
                    + facts.described().words() + ".");
        if (facts != null && facts.parent() != null)
            sentences.add("The agent " + facts.parent() + " made it, and it may act while that one may.");
        var validity = agent.path("validity");
        if (validity.hasNonNull("from"))
            sentences.add("It may act from " + validity.path("from").asText() + ".");
        if (validity.hasNonNull("until"))
            sentences.add("It may act until " + validity.path("until").asText() + ".");
        return sentences;
    }
}
