package dev.mandate.authz.sessions;

import dev.mandate.events.authz.DecisionEvent;
import dev.mandate.events.authz.DecisionEvent.Decided;
import dev.mandate.events.ids.DecisionId;
import dev.mandate.events.ids.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Records of decisions, as a replica writes them. */
final class SessionDecisions {
    private SessionDecisions() {}

    static Decided decided(
            SessionId session, DecisionId decision, String tool, Map<String, Object> arguments, boolean allowed) {
        return new Decided(
                decision,
                Instant.parse("2026-03-02T10:00:00Z"),
                session,
                "agent/agt_x",
                null,
                List.of(),
                null,
                null,
                "call",
                "tool/" + tool,
                arguments,
                null,
                allowed,
                allowed ? null : "agent_policy",
                null,
                List.of(),
                "v",
                1,
                0,
                "test",
                null,
                null,
                DecisionEvent.Logged.ACKNOWLEDGED,
                null,
                null,
                null);
    }
}
