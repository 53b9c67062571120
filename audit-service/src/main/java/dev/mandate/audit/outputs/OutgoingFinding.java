package dev.mandate.audit.outputs;

import dev.mandate.events.cloudevents.Envelope;
import dev.mandate.events.risk.FindingEvent;
import dev.mandate.messaging.outputs.OutputSource;
import dev.mandate.messaging.outputs.WebhookBody;
import java.util.Optional;

/**
 * A finding on its way out.
 *
 * @param body the finding as it is on the topic
 */
record OutgoingFinding(Envelope<FindingEvent> envelope, byte[] body) implements WebhookBody {
    static final OutputSource<FindingEvent, OutgoingFinding> SOURCE =
            new OutputSource<>("audit-output-", FindingEvent.FAMILY, OutgoingFinding::of);

    @Override
    public String id() {
        return envelope.id();
    }

    /** What somebody should look at, and that it is over; neither what is only watched nor what is suppressed. */
    private static Optional<OutgoingFinding> of(Envelope<FindingEvent> event, byte[] body) {
        var finding = event.data();
        var wanted = !finding.shadow() && (finding.alert() || finding.activityId() == FindingEvent.CLOSE);
        return wanted ? Optional.of(new OutgoingFinding(event, body)) : Optional.empty();
    }
}
