package dev.mandate.audit.trail;

import dev.mandate.events.actions.ActionEvent;
import dev.mandate.events.authz.DecisionEvent;
import dev.mandate.events.cloudevents.Envelope;
import java.time.Instant;

/** When an event happened: what it says itself where it is an act, else when its source wrote it. */
final class Occurrence {
    private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");

    private Occurrence() {}

    static Instant of(Envelope<?> envelope) {
        var at = envelope.time();
        if (envelope.data() instanceof ActionEvent action) at = action.occurredAt();
        if (envelope.data() instanceof DecisionEvent decision) at = decision.at();
        return at.isBefore(EARLIEST) ? EARLIEST : at;
    }
}
