package dev.mandate.cli.questions;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** What an agent is made of, which agent made it and when it may act, for people to read. */
final class AgentText {
    private AgentText() {}

    /**
     * A line for each, empty where nothing is known.
     *
     * @param names of agents by their ids
     */
    static String of(JsonNode state, UnaryOperator<String> names) {
        var lines = new ArrayList<String>();
        var facts = state.path("agent");
        var described = words(facts.path("described"));
        if (!described.isEmpty())
            lines.add(String.join(", ", described)
                    + (facts.path("confirmed").asBoolean()
                            ? ""
                            : " (nobody has confirmed it, and no policy goes by it)"));
        var parent = facts.path("parent").asText("");
        if (!parent.isEmpty())
            lines.add("made by " + names.apply(parent) + " (" + parent + "), and may act while that one may");
        var validity = state.path("validity");
        if (validity.hasNonNull("from"))
            lines.add("may act from " + validity.path("from").asText());
        if (validity.hasNonNull("until"))
            lines.add("may act until " + validity.path("until").asText());
        var text = new StringBuilder();
        lines.forEach(line -> text.append("   ").append(line).append('\n'));
        return text.toString();
    }

    private static List<String> words(JsonNode described) {
        var words = new ArrayList<String>();
        if (described.hasNonNull("model"))
            words.add("model " + described.path("model").asText()
                    + (described.hasNonNull("version")
                            ? " " + described.path("version").asText()
                            : ""));
        for (var member : List.of("provider", "environment"))
            if (described.hasNonNull(member))
                words.add(member + " " + described.path(member).asText());
        if (described.hasNonNull("autonomy"))
            words.add(described.path("autonomy").asText().toLowerCase(Locale.ROOT));
        for (var protocol : described.path("protocols")) words.add("speaks " + protocol.asText());
        return words;
    }
}
