package dev.mandate.cli.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.events.cloudevents.PlainJson;
import dev.mandate.events.cloudevents.PlainText;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A tool as its server lists it, with its standing at the gateway; or a method of its resources or prompts, which is decided as a tool and of
 * which nothing is the server's to accept.
 *
 * @param said as the gateway answers it; its texts are the server's, and are made plain before they are printed
 */
record ListedTool(JsonNode said) {
    String name() {
        return said.path("name").asText();
    }

    String shownName() {
        return PlainText.shown(name());
    }

    String catalogueName() {
        return said.path("catalogue").asText();
    }

    boolean registered() {
        return said.path("registered").asBoolean();
    }

    boolean isMethod() {
        return !said.has("digest");
    }

    /** Of a method that of the catalogue: nothing else is needed. */
    String standing() {
        if (isMethod()) return registered() ? "registered" : "not registered";
        return said.path("standing").asText();
    }

    String digest() {
        return said.path("digest").asText();
    }

    JsonNode definition() {
        return said.path("definition");
    }

    /** By what the definition says of itself; for people to look at. */
    Set<String> proposedLabels() {
        var labels = new TreeSet<String>();
        for (var proposal : said.path("proposed"))
            labels.add(proposal.path("label").asText());
        return labels;
    }

    /** The first line of its description. */
    String inShort() {
        var line = definition().path("description").asText().strip().split("\n", 2)[0];
        return PlainText.shown(line.length() > 60 ? line.substring(0, 59) + "…" : line);
    }

    /** All that accepting it accepts: every word that a model reads of it. */
    String whole() {
        var lines = new ArrayList<String>();
        lines.add(shownName() + ", in the catalogue " + PlainText.shown(catalogueName())
                + (registered() || isMethod() ? "" : " (not registered)") + ", " + standing());
        lines.add(isMethod() ? "  decided as a tool; nothing of it is the server's to accept" : "  digest " + digest());
        if (definition().has("title"))
            lines.add("  title "
                    + PlainText.quoted(
                            PlainText.shown(definition().path("title").asText())));
        lines.add(isMethod() ? "  what it does:" : "  it says of itself:");
        for (var line : definition().path("description").asText("nothing").split("\n", -1))
            lines.add("  | " + PlainText.shown(line));
        for (var member : List.of("inputSchema", "outputSchema", "annotations"))
            if (definition().has(member)) {
                lines.add("  " + member + ":");
                PlainJson.of(definition().path(member))
                        .toPrettyString()
                        .lines()
                        .forEach(line -> lines.add("  | " + line));
            }
        lines.add("  labels that this speaks for" + (said.path("proposed").isEmpty() ? ": none" : ":"));
        for (var proposal : said.path("proposed"))
            lines.add("    " + proposal.path("label").asText() + ", since "
                    + PlainText.shown(proposal.path("because").asText()));
        return String.join(System.lineSeparator(), lines) + System.lineSeparator();
    }
}
