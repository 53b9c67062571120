package dev.mandate.audit.engine.attestation;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mandate.events.actions.ActionPlace;
import dev.mandate.events.cloudevents.WireRecord;
import java.util.Map;

/** An action whose decision isn't known yet, or that came after such a one of its session. */
public record WaitingAction(byte[] key, Map<String, String> headers, byte[] value, Arrival arrival) {

    /**
     * @param partition of the topic that it came on
     * @param at when it was taken up, in milliseconds since 1970 by the wall clock
     */
    public record Arrival(int partition, long offset, long at) {
        public ActionPlace place() {
            return new ActionPlace(partition, offset);
        }
    }

    public static WaitingAction of(WireRecord wire, Arrival arrival) {
        var key = wire.key();
        var value = wire.value();
        if (key == null || value == null) throw new IllegalArgumentException("an action has a key and a value");
        return new WaitingAction(key, wire.headers(), value, arrival);
    }

    /** As the record came, but for how Kafka frames it. */
    int bytes() {
        int bytes = key.length + value.length;
        for (var header : headers.entrySet())
            bytes += header.getKey().length() + header.getValue().getBytes(UTF_8).length;
        return bytes;
    }

    public WireRecord wire() {
        return new WireRecord(key, headers, value);
    }
}
