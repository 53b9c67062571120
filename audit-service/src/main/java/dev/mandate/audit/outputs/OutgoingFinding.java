package dev.mandate.audit.outputs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mandate.audit.identities.FindingNames;
import dev.mandate.events.cloudevents.Envelope;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.events.risk.FindingEvent;
import dev.mandate.messaging.outputs.OutputSource;
import dev.mandate.messaging.outputs.WebhookBody;
import java.io.IOException;
import java.util.Optional;

/**
 * A finding on its way out.
 *
 * @param told the finding as it is on the topic, with names
 * @param body the same, written
 */
record OutgoingFinding(Envelope<FindingEvent> envelope, ObjectNode told, byte[] body) implements WebhookBody {
    static OutputSource<FindingEvent, OutgoingFinding> source(FindingNames names) {
        return new OutputSource<>("audit-output-", FindingEvent.FAMILY, (event, value) -> of(names, event, value));
    }

    @Override
    public String id() {
        return envelope.id();
    }

    /** What somebody should look at, and that it is over; neither what is only watched nor what is suppressed. */
    private static Optional<OutgoingFinding> of(FindingNames names, Envelope<FindingEvent> event, byte[] value)
            throws IOException {
        var finding = event.data();
        var wanted = !finding.shadow() && (finding.alert() || finding.activityId() == FindingEvent.CLOSE);
        return wanted ? Optional.of(named(names, event, value)) : Optional.empty();
    }

    static OutgoingFinding named(FindingNames names, Envelope<FindingEvent> event, byte[] value) throws IOException {
        var told = names.put((ObjectNode) EventJson.mapper().readTree(value));
        return new OutgoingFinding(event, told, EventJson.mapper().writeValueAsBytes(told));
    }
}
