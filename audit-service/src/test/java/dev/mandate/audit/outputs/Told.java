package dev.mandate.audit.outputs;

import dev.mandate.audit.identities.FindingNames;
import dev.mandate.events.cloudevents.Envelope;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.events.ids.FindingId;
import dev.mandate.events.risk.FindingEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A finding to send. */
record Told(Envelope<FindingEvent> envelope) {
    static final Instant AT = Instant.parse("2026-01-15T10:04:00.250Z");

    static Told finding(String id, String message) {
        var finding = new FindingEvent(
                FindingEvent.CREATE,
                2,
                2004,
                200401,
                AT.toEpochMilli(),
                4,
                FindingEvent.NEW,
                null,
                2,
                true,
                1,
                message,
                new FindingEvent.Metadata("1.8.0", new FindingEvent.Metadata.Product("Mandate", "Mandate")),
                new FindingEvent.FindingInfo(
                        new FindingId(id),
                        "Data | out",
                        null,
                        new FindingEvent.Analytic("rule=1", "Data out", "9f2c", 1, 1),
                        List.of(new FindingEvent.Attack(new FindingEvent.Attack.Technique("AML.T0086"))),
                        AT.toEpochMilli(),
                        AT.toEpochMilli(),
                        AT.toEpochMilli(),
                        null,
                        List.of()),
                List.of(new FindingEvent.Evidence("mail", Map.of("tool", "mail"))),
                null,
                new FindingEvent.Unmapped("del_1", "del_1", List.of("agt_1", "agt_2"), "per_ada", null));
        return new Told(new Envelope<>("urn:mandate:audit", id, AT, finding, null));
    }

    OutgoingFinding told() {
        return told(new FindingNames(id -> Optional.empty(), tool -> Optional.empty()));
    }

    OutgoingFinding told(FindingNames names) {
        try {
            return OutgoingFinding.named(names, envelope, body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] body() {
        try {
            return EventJson.mapper().writeValueAsBytes(envelope.data());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
