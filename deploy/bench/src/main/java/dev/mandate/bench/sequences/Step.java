package dev.mandate.bench.sequences;

import dev.mandate.events.actions.ActionEvent;
import dev.mandate.events.actions.ActionEvent.ToolCalled;
import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.events.cloudevents.Unreadable;
import dev.mandate.events.cloudevents.WireRecord;
import dev.mandate.events.lifecycle.CatalogEntry;
import dev.mandate.events.lifecycle.ToolLabel;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What Flink's patterns need of a call, and no more; its shape is that which Flink serialises fastest. */
@SuppressWarnings("NullAway.Init") // Flink fills it
public final class Step {
    static final int READS = 1;
    static final int BROWSES = 1 << 1;
    static final int SENDS = 1 << 2;
    static final int PAYS = 1 << 3;
    static final int ROTATES = 1 << 4;
    static final int GRANTS = 1 << 5;
    static final int APPROVES = 1 << 6;

    public String id;
    public String session;
    public String agent;
    /** Milliseconds since 1970. */
    public long at;
    /** A bit for each detection that it matches. */
    public int does;

    /** Decoded by the code that the risk job decodes by. */
    static Step of(WireRecord record) throws Unreadable {
        var envelope = CloudEventCodec.decode(ActionEvent.FAMILY, record);
        var call = (ToolCalled) envelope.data();
        var step = new Step();
        step.id = envelope.id();
        step.session = call.session().value();
        step.agent = call.agent().value();
        step.at = call.occurredAt().toEpochMilli();
        step.does = does(call);
        return step;
    }

    boolean is(int detections) {
        return (does & detections) != 0;
    }

    private static int does(ToolCalled call) {
        var tool = Kind.registered(call.tool());
        var labels = tool.map(CatalogEntry.Tool::labels).orElse(Set.of());
        int does = 0;
        if (labels.contains(ToolLabel.PRIVATE)) does |= READS;
        if (labels.contains(ToolLabel.UNTRUSTED)) does |= BROWSES;
        if (labels.contains(ToolLabel.EGRESS) && outside(call.arguments().get("to"))) does |= SENDS;
        if (labels.contains(ToolLabel.MONEY)) does |= PAYS;
        if (labels.contains(ToolLabel.CREDENTIAL)) does |= ROTATES;
        if (labels.contains(ToolLabel.GRANT)) does |= GRANTS;
        if (tool.map(CatalogEntry.Tool::application).orElse("").equals(Kind.APPROVE.application)) does |= APPROVES;
        return does;
    }

    private static boolean outside(@Nullable Object to) {
        return to instanceof List<?> all
                && all.stream().anyMatch(address -> !address.toString().endsWith("@" + StreamWorld.OWN_DOMAIN));
    }
}
