package dev.mandate.audit.risk.attestation;

import dev.mandate.events.cloudevents.WireRecord;
import java.util.Map;

/** An action that arrived before its decision. */
public record WaitingAction(byte[] key, Map<String, String> headers, byte[] value, Arrival arrival) {

    /**
     * @param partition of {@code agent.actions.v1}
     * @param at milliseconds since 1970 by the wall clock
     */
    public record Arrival(int partition, long offset, long at) {}

    public static WaitingAction of(WireRecord wire, Arrival arrival) {
        var key = wire.key();
        var value = wire.value();
        if (key == null || value == null) throw new IllegalArgumentException("an action has a key and a value");
        return new WaitingAction(key, wire.headers(), value, arrival);
    }

    public WireRecord wire() {
        return new WireRecord(key, headers, value);
    }
}
