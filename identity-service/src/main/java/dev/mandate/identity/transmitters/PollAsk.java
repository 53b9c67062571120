package dev.mandate.identity.transmitters;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.mandate.events.cloudevents.EventJson;
import java.util.List;
import java.util.Map;

/**
 * What a transmitter is asked, with what became of the signals that it gave before.
 *
 * @param taken ids of those that it needn't give again
 * @param refused why by those of which it is the same
 * @param more whether others are wanted
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8936#section-2.2">RFC 8936 section 2.2</a>
 */
record PollAsk(List<String> taken, Map<String, SignalFault> refused, boolean more) {
    static final PollAsk FIRST = new PollAsk(List.of(), Map.of(), true);

    static final int MOST = 20;

    /** The same, and no others are wanted now. */
    PollAsk last() {
        return new PollAsk(taken, refused, false);
    }

    boolean tells() {
        return !taken.isEmpty() || !refused.isEmpty();
    }

    byte[] json() {
        var body = EventJson.mapper().createObjectNode();
        body.put("maxEvents", more ? MOST : 0).put("returnImmediately", true);
        if (!taken.isEmpty()) taken.forEach(body.putArray("ack")::add);
        if (!refused.isEmpty()) {
            var errors = body.putObject("setErrs");
            refused.forEach(
                    (id, fault) -> errors.putObject(id).put("err", fault.code()).put("description", fault.why()));
        }
        try {
            return EventJson.mapper().writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
