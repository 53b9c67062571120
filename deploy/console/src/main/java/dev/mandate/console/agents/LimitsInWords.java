package dev.mandate.console.agents;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a delegation lets do, a line for each tool. */
final class LimitsInWords {
    private static final Map<String, String> OPERATORS = Map.of(
            "AT_MOST", "at most",
            "AT_LEAST", "at least",
            "BETWEEN", "between",
            "ONE_OF", "one of",
            "STARTS_WITH", "starting with",
            "PATH_UNDER", "under",
            "URL_UNDER", "under",
            "DOMAIN_IN", "in the domain");

    private LimitsInWords() {}

    /** @param scope as identity-service has it */
    static List<String> of(JsonNode scope) {
        var lines = new ArrayList<String>();
        for (var tool : scope) {
            var limits = new ArrayList<String>();
            for (var limit : tool.path("constraints")) limits.add(limit(limit));
            lines.add(tool.path("tool").asText() + (limits.isEmpty() ? "" : ": " + String.join("; ", limits)));
        }
        return lines;
    }

    private static String limit(JsonNode limit) {
        var values = new ArrayList<String>();
        limit.path("values").forEach(value -> values.add(value.asText()));
        var operator = limit.path("operator").asText();
        if (operator.equals("CALLS"))
            return "called at most " + values.get(0) + (values.get(0).equals("1") ? " time" : " times");
        return limit.path("argument").asText() + " " + OPERATORS.getOrDefault(operator, operator) + " "
                + String.join(operator.equals("BETWEEN") ? " and " : " or ", values)
                + (limit.path("optional").asBoolean() ? ", or none" : "");
    }
}
