package dev.mandate.events.cloudevents;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A record as it is on the wire, without any client's types. Header values are text; a later header of the same name wins. */
public record WireRecord(byte @Nullable [] key, Map<String, String> headers, byte @Nullable [] value) {
    public WireRecord {
        headers = Map.copyOf(headers);
    }
}
