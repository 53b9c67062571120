package dev.mandate.audit.engine.job;

import dev.mandate.events.actions.ActionEvent;
import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.events.cloudevents.Envelope;
import dev.mandate.events.cloudevents.Unreadable;
import dev.mandate.events.cloudevents.WireRecord;
import org.jspecify.annotations.Nullable;

/** An action that may be read before its turn, by whichever thread: what it says depends on nothing that happens before it. */
public final class DecodedAction {
    private final WireRecord wire;
    private final @Nullable Envelope<ActionEvent> told;

    private DecodedAction(WireRecord wire, @Nullable Envelope<ActionEvent> told) {
        this.wire = wire;
        this.told = told;
    }

    /** What can't be read is refused when it is its turn. */
    public static DecodedAction of(WireRecord wire) {
        try {
            return new DecodedAction(wire, CloudEventCodec.decode(ActionEvent.FAMILY, wire));
        } catch (Unreadable | RuntimeException | StackOverflowError e) {
            return new DecodedAction(wire, null);
        }
    }

    static DecodedAction inItsTurn(WireRecord wire) {
        return new DecodedAction(wire, null);
    }

    WireRecord wire() {
        return wire;
    }

    Envelope<ActionEvent> told() throws Unreadable {
        return told == null ? CloudEventCodec.decode(ActionEvent.FAMILY, wire) : told;
    }
}
