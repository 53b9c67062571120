package dev.mandate.console.findings;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.console.findings.Findings.Involved;
import dev.mandate.events.cloudevents.PlainText;
import java.util.ArrayList;
import java.util.List;

/**
 * Whom and what a finding is about, by the names that audit-service gives beside the ids; by the id where it gives none. Names are
 * quoted: people chose them.
 */
final class NamedInFinding {
    private static final int MOST_SHOWN = 100;

    private final JsonNode about;
    private final JsonNode names;

    /** @param about what OCSF has no place for, {@code unmapped} */
    NamedInFinding(JsonNode about) {
        this.about = about;
        this.names = about.path("names");
    }

    /** Agents with their owners, then who answers. */
    List<Involved> involved() {
        var involved = new ArrayList<Involved>();
        for (var one : about.path("agents")) {
            var agent = one.asText();
            var owner = about.path("owners").path(agent).asText("");
            involved.add(new Involved(said(agent) + (owner.isEmpty() ? "" : ", an agent of " + said(owner)), agent));
        }
        var person = about.path("person").asText("");
        if (!person.isEmpty()) involved.add(new Involved(said(person) + " answers for what was done", person));
        return involved;
    }

    /** The name in quotes, or the id. */
    String said(String id) {
        return names.hasNonNull(id) ? PlainText.quoted(names.path(id).asText(), MOST_SHOWN) : id;
    }

    /** A tool by its id, with its title where it has another one. */
    String tool(String id) {
        return names.hasNonNull(id) ? id + ", " + said(id) : id;
    }
}
