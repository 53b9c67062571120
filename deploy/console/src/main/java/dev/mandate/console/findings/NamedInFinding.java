package dev.mandate.console.findings;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.console.findings.Findings.Involved;
import dev.mandate.events.cloudevents.PlainText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

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

    /** A tool by its title, with its id beside; by that alone where it has no other one. */
    String tool(String id) {
        return names.hasNonNull(id) ? said(id) + " (" + id + ")" : id;
    }

    /**
     * What happened, without what stands beside it on the page: the finding's title, and ids of whom their names are enough for.
     *
     * @return empty where no more is said than the title
     */
    String story(String message, String title) {
        var story = message.equals(title) ? "" : message;
        if (story.startsWith(title + ": ")) story = story.substring(title.length() + 2);
        for (var name : names.properties()) {
            var said = said(name.getKey());
            if (isUnique(said)) story = story.replace(said + " (" + name.getKey() + ")", said);
        }
        return story.isEmpty() ? "" : story.substring(0, 1).toUpperCase(Locale.ROOT) + story.substring(1);
    }

    private boolean isUnique(String said) {
        var alike = 0;
        for (var other : names.properties()) if (said(other.getKey()).equals(said)) alike++;
        return alike == 1;
    }
}
