package dev.mandate.audit.engine.groups;

import dev.mandate.audit.engine.calls.RiskEventSerde;
import dev.mandate.audit.engine.sigma.correlation.GroupValues;
import dev.mandate.audit.engine.stored.PackedReader;
import dev.mandate.audit.engine.stored.PackedWriter;
import dev.mandate.events.cloudevents.EventJson;
import java.io.IOException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** The stored form of events on their way to the task of a group; before there was this one it was JSON. */
public final class GroupEventSerde {
    private static final int VERSION = 1;
    private static final int JSON = '{';

    private GroupEventSerde() {}

    @SuppressWarnings("NullAway") // Kafka's own contract: null for a mark
    public static Serde<GroupEvent> serde() {
        return Serdes.serdeFrom(
                (topic, event) -> event == null ? null : write(event),
                (topic, bytes) -> bytes == null ? null : read(bytes));
    }

    private static byte[] write(GroupEvent event) {
        var out = new PackedWriter().octet(VERSION);
        var group = event.group();
        out.texts(group.fields()).texts(group.values()).truth(group.apart()).texts(event.rules());
        RiskEventSerde.write(event.event(), out);
        return out.written();
    }

    private static GroupEvent read(byte[] stored) {
        if (stored.length > 0 && stored[0] == JSON) return ofJson(stored);
        var in = new PackedReader(stored);
        if (in.octet() != VERSION) throw new SerializationException("not an event of a group");
        var group = new GroupValues(in.texts(), in.texts(), in.truth());
        var event = new GroupEvent(group, in.texts(), RiskEventSerde.event(in));
        in.end();
        return event;
    }

    private static GroupEvent ofJson(byte[] stored) {
        try {
            return EventJson.mapper().readValue(stored, GroupEvent.class);
        } catch (IOException e) {
            throw new SerializationException(e);
        }
    }
}
