package dev.mandate.cli.questions;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.events.identity.AgentFacts;
import dev.mandate.events.identity.IdentityState;
import java.util.ArrayList;
import java.util.function.UnaryOperator;

/** What an agent is made of, which agent made it and when it may act, for people to read. */
final class AgentText {
    private AgentText() {}

    /** Its status, and why it may not act where that alone would say that it may. */
    static String standing(JsonNode state) {
        var status = state.path("status").asText();
        var isActive = status.equals(IdentityState.Status.ACTIVE.name());
        return isActive && state.hasNonNull("obstacle")
                ? status + ", but may not act now: " + state.path("obstacle").asText()
                : status;
    }

    /**
     * A line for each, empty where nothing is known.
     *
     * @param names of agents by their ids
     */
    static String of(JsonNode state, UnaryOperator<String> names) {
        var lines = new ArrayList<String>();
        var facts = EventJson.mapper().convertValue(state.get("agent"), AgentFacts.class);
        if (facts != null && facts.described() != null)
            lines.add(facts.described().words()
                    + (facts.confirmed() ? "" : " (nobody has confirmed it, and no policy goes by it)"));
        if (facts != null && facts.parent() != null) {
            var parent = facts.parent().value();
            lines.add("made by " + names.apply(parent) + " (" + parent + "), and may act while that one may");
        }
        var validity = state.path("validity");
        if (validity.hasNonNull("from"))
            lines.add("may act from " + validity.path("from").asText());
        if (validity.hasNonNull("until"))
            lines.add("may act until " + validity.path("until").asText());
        var text = new StringBuilder();
        lines.forEach(line -> text.append("   ").append(line).append('\n'));
        return text.toString();
    }
}
