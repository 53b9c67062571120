package dev.mandate.identity.transmitters;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.events.cloudevents.WholeText;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Signals that were asked for, in the order in which they came; of more than were asked for the first, since the others are given again.
 *
 * @param signals tokens by the ids by which it is told what became of them
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8936#section-2.3">RFC 8936 section 2.3</a>
 */
record PollAnswer(Map<String, String> signals) {
    private static final int LONGEST_ID = 200;

    /** Empty for what is no such answer. */
    static Optional<PollAnswer> read(byte[] body) {
        try {
            var answer = EventJson.mapper().readTree(body);
            if (answer == null || !answer.isObject()) return Optional.empty();
            var sets = answer.path("sets");
            if (!sets.isObject() && !sets.isMissingNode()) return Optional.empty();
            var signals = new LinkedHashMap<String, String>();
            for (var each : sets.properties()) {
                if (signals.size() == PollAsk.MOST) break;
                if (!isSignal(each.getKey(), each.getValue())) return Optional.empty();
                signals.put(each.getKey(), each.getValue().asText());
            }
            return Optional.of(new PollAnswer(signals));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static boolean isSignal(String id, JsonNode token) {
        return token.isTextual() && !id.isBlank() && id.length() <= LONGEST_ID && WholeText.is(id);
    }
}
