package dev.mandate.authz.sessions;

import dev.mandate.events.authz.DecisionEvent.Decided;
import dev.mandate.events.authz.DecisionEvent.Logged;
import dev.mandate.events.ids.DecisionId;
import dev.mandate.events.ids.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Records of decisions, as a replica writes them. */
public final class SessionDecisions {
    private SessionDecisions() {}

    static Decided decided(
            SessionId session, DecisionId decision, String tool, Map<String, Object> arguments, boolean allowed) {
        var at = Instant.parse("2026-03-02T10:00:00Z");
        return decided(session, decision, at, tool, arguments, allowed, null, Logged.ACKNOWLEDGED);
    }

    public static Decided decided(
            SessionId session,
            DecisionId decision,
            Instant at,
            String tool,
            Map<String, Object> arguments,
            boolean allowed,
            String explanation,
            Logged logged) {
        return new Decided(
                decision,
                at,
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
                explanation,
                List.of(),
                "v",
                1,
                0,
                "test",
                null,
                null,
                logged,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }
}
