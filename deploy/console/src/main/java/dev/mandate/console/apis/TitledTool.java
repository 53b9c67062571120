package dev.mandate.console.apis;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.events.cloudevents.PlainText;

/** A tool as people know it: what the catalogue calls it in quotes, since somebody chose that, and its id beside. */
public final class TitledTool {
    private static final int MOST_SHOWN = 100;

    private TitledTool() {}

    /**
     * By its id alone where it has no other name.
     *
     * @param delegation that names it, as identity-service has it
     */
    public static String in(JsonNode delegation, String tool) {
        var title = delegation.path("toolTitles").path(tool).asText("");
        return title.isEmpty() ? tool : PlainText.quoted(title, MOST_SHOWN) + " (" + tool + ")";
    }
}
