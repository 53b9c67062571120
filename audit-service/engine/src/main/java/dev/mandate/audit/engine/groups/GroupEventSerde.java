package dev.mandate.audit.engine.groups;

import dev.mandate.audit.engine.calls.RiskEventSerde;
import dev.mandate.audit.engine.sigma.correlation.chains.GroupValues;
import dev.mandate.audit.engine.stored.Packed;
import dev.mandate.audit.engine.stored.PackedReader;
import dev.mandate.audit.engine.stored.PackedWriter;
import org.apache.kafka.common.serialization.Serde;

/** The stored form of events on their way to the task of a group. */
public final class GroupEventSerde {
    private static final int VERSION = 1;

    private GroupEventSerde() {}

    public static Serde<GroupEvent> serde() {
        return Packed.serde(GroupEvent.class, VERSION, GroupEventSerde::write, (in, version) -> read(in));
    }

    private static void write(GroupEvent event, PackedWriter out) {
        var group = event.group();
        out.texts(group.fields()).texts(group.values()).truth(group.apart()).texts(event.rules());
        RiskEventSerde.write(event.event(), out);
    }

    private static GroupEvent read(PackedReader in) {
        var group = new GroupValues(in.texts(), in.texts(), in.truth());
        return new GroupEvent(group, in.texts(), RiskEventSerde.event(in));
    }
}
