package dev.mandate.authz.recording;

import dev.mandate.authz.sessions.SessionDecisions;
import dev.mandate.events.authz.DecisionEvent;
import dev.mandate.events.authz.DecisionEvent.Decided;
import dev.mandate.events.authz.DecisionEvent.Logged;
import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.events.cloudevents.Unreadable;
import dev.mandate.events.cloudevents.WireRecord;
import dev.mandate.events.ids.DecisionId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.SessionId;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decisions of one session, told apart by when they were made. */
final class SentDecisions {
    static final Instant TEN = Instant.parse("2026-11-02T10:00:00Z");
    static final SessionId SESSION = SessionId.of(new IdentityId("per_ada"));

    private SentDecisions() {}

    static Decided decided(int second, boolean allowed, @Nullable String explanation, Logged logged) {
        return SessionDecisions.decided(
                SESSION,
                DecisionId.next(),
                TEN.plusSeconds(second),
                "mail.send",
                Map.of(),
                allowed,
                explanation,
                logged);
    }

    static DecisionEvent read(WireRecord record) {
        try {
            return CloudEventCodec.decode(DecisionEvent.FAMILY, record).data();
        } catch (Unreadable e) {
            throw new AssertionError(e);
        }
    }
}
