package dev.mandate.cli.running;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mandate.events.cloudevents.PlainText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a service said of its health.
 *
 * @param ready true if all is as it should be: of its readiness, that it takes requests
 * @param failing the checks that fail; empty while it gives no answer
 */
record HealthAnswer(boolean ready, List<Check> failing) {
    private static final ObjectMapper JSON = new ObjectMapper();
    static final HealthAnswer READY = new HealthAnswer(true, List.of());
    static final HealthAnswer NONE = new HealthAnswer(false, List.of());

    /**
     * One that fails.
     *
     * @param data what it tells, by name, fit to be shown
     */
    record Check(String name, Map<String, String> data) {
        /** The library's own, which has an entry for each channel, and brackets around what it says of it. */
        private static final String CHANNELS = "SmallRye Reactive Messaging";

        /** Times change although nothing happens, and what is fine is of no interest. */
        @Override
        public String toString() {
            if (name.startsWith(CHANNELS))
                return "Kafka"
                        + data.entrySet().stream()
                                .filter(entry -> !entry.getValue().startsWith("[OK]"))
                                .map(Map.Entry::getKey)
                                .collect(Collectors.joining(", ", " (", ")"));
            var told = data.entrySet().stream()
                    .filter(entry -> !entry.getValue().matches("\\d{4}-\\d\\d-\\d\\dT.*|true|complete"))
                    .map(entry -> entry.getKey() + ": " + entry.getValue())
                    .collect(Collectors.joining(", "));
            return told.isEmpty() ? name : name + " (" + told + ")";
        }
    }

    static HealthAnswer of(int status, String body) {
        if (status == 200) return READY;
        try {
            var failing = new ArrayList<Check>();
            for (var check : JSON.readTree(body).path("checks")) {
                if (check.path("status").asText().equals("UP")) continue;
                var data = new LinkedHashMap<String, String>();
                for (var entry : check.path("data").properties())
                    data.put(entry.getKey(), PlainText.shown(entry.getValue().asText()));
                failing.add(new Check(check.path("name").asText(), data));
            }
            return new HealthAnswer(false, failing);
        } catch (JsonProcessingException e) {
            return NONE;
        }
    }

    /** The checks that fail in words, with what they tell that is no time. Whoever waits sees by a change of it that there is progress. */
    String waitsFor() {
        return failing.stream().map(Check::toString).collect(Collectors.joining(", "));
    }
}
