package dev.mandate.console.agents;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What identity-service knows of an agent beside its purpose and platform, in sentences. */
final class AgentInWords {
    private static final Map<String, String> AUTONOMY = Map.of(
            "SUPERVISED", "a person looks at each of its deeds before",
            "DELEGATED", "it does by itself what a person hands to it",
            "AUTONOMOUS", "it finds by itself what to do");

    private AgentInWords() {}

    static List<String> of(JsonNode agent) {
        var sentences = new ArrayList<String>();
        var facts = agent.path("agent");
        var described = described(facts.path("described"));
        if (!described.isEmpty())
            sentences.add((facts.path("confirmed").asBoolean() ? "Confirmed: " : "Said, and not confirmed: ")
                    + String.join(", ", described) + ".");
        if (facts.hasNonNull("parent"))
            sentences.add(
                    "The agent " + facts.path("parent").asText() + " made it, and it may act while that one may.");
        var validity = agent.path("validity");
        if (validity.hasNonNull("from"))
            sentences.add("It may act from " + validity.path("from").asText() + ".");
        if (validity.hasNonNull("until"))
            sentences.add("It may act until " + validity.path("until").asText() + ".");
        return sentences;
    }

    private static List<String> described(JsonNode it) {
        var words = new ArrayList<String>();
        if (it.hasNonNull("model"))
            words.add("model " + it.path("model").asText()
                    + (it.hasNonNull("version") ? " " + it.path("version").asText() : ""));
        for (var member : List.of("provider", "environment"))
            if (it.hasNonNull(member)) words.add(member + " " + it.path(member).asText());
        var autonomy = AUTONOMY.get(it.path("autonomy").asText());
        if (autonomy != null) words.add(autonomy);
        for (var protocol : it.path("protocols")) words.add("speaks " + protocol.asText());
        return words;
    }
}
