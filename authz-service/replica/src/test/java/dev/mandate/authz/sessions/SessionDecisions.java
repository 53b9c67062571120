package dev.mandate.authz.sessions;

import dev.mandate.events.authz.CallDigest;
import dev.mandate.events.authz.DecisionEvent.Decided;
import dev.mandate.events.authz.DecisionEvent.Logged;
import dev.mandate.events.authz.NeededApproval;
import dev.mandate.events.ids.ApprovalId;
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

    /** An allow that uses up this approval. */
    static Decided using(ApprovalId approval, Decided allow) {
        return new Decided(
                allow.decision(),
                allow.at(),
                allow.session(),
                allow.subject(),
                allow.identity(),
                allow.chain(),
                allow.person(),
                allow.delegation(),
                allow.action(),
                allow.resource(),
                allow.arguments(),
                allow.asserted(),
                allow.allowed(),
                allow.reason(),
                allow.explanation(),
                allow.guards(),
                allow.policyVersion(),
                allow.catalogRevision(),
                allow.freshnessMillis(),
                allow.caller(),
                allow.requestId(),
                allow.shadow(),
                allow.logged(),
                allow.remedies(),
                allow.authentication(),
                allow.obligations(),
                allow.omitted(),
                allow.presenter(),
                allow.vouched(),
                allow.permit(),
                new NeededApproval(approval, new CallDigest(1, 2, 3, 4)),
                null);
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
                null,
                null,
                null);
    }
}
