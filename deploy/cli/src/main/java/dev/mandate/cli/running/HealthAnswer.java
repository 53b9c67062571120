package dev.mandate.cli.running;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.stream.Collectors;

/**
 * What a service said of its readiness.
 *
 * @param ready true if it takes requests
 * @param waitsFor the checks that fail, in words, with what they tell that is no time; empty while it gives no answer. Whoever waits
 *     sees by a change of it that there is progress
 */
record HealthAnswer(boolean ready, String waitsFor) {
    private static final ObjectMapper JSON = new ObjectMapper();
    static final HealthAnswer NONE = new HealthAnswer(false, "");

    static HealthAnswer of(int status, String body) {
        if (status == 200) return new HealthAnswer(true, "");
        try {
            var failing = new ArrayList<String>();
            for (var check : JSON.readTree(body).path("checks"))
                if (!check.path("status").asText().equals("UP"))
                    failing.add(check.path("name").asText() + details(check.path("data")));
            return new HealthAnswer(false, String.join(", ", failing));
        } catch (JsonProcessingException e) {
            return NONE;
        }
    }

    /** Times change although nothing happens, and what is fine is of no interest. */
    private static String details(JsonNode data) {
        var told = data.properties().stream()
                .filter(entry -> !entry.getValue().asText().matches("\\d{4}-\\d\\d-\\d\\dT.*|true|complete"))
                .map(entry -> entry.getKey() + ": " + entry.getValue().asText())
                .collect(Collectors.joining(", "));
        return told.isEmpty() ? "" : " (" + told + ")";
    }
}
