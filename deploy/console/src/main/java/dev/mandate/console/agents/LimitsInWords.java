package dev.mandate.console.agents;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.console.apis.TitledTool;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.events.identity.Constraint;
import dev.mandate.events.identity.LimitWords;
import java.util.ArrayList;
import java.util.List;

/** What a delegation lets do, a line for each tool. */
final class LimitsInWords {
    private LimitsInWords() {}

    /** @param delegation as identity-service has it */
    static List<String> of(JsonNode delegation) {
        var lines = new ArrayList<String>();
        for (var tool : delegation.path("scope")) {
            var limits = new ArrayList<String>();
            for (var limit : tool.path("constraints")) limits.add(limit(limit));
            lines.add(TitledTool.in(delegation, tool.path("tool").asText())
                    + (limits.isEmpty() ? "" : ": " + String.join("; ", limits)));
        }
        return lines;
    }

    private static String limit(JsonNode limit) {
        try {
            return LimitWords.of(EventJson.mapper().convertValue(limit, Constraint.class));
        } catch (IllegalArgumentException e) {
            return limit.path("argument").asText() + " by a rule that this page can't read yet";
        }
    }
}
