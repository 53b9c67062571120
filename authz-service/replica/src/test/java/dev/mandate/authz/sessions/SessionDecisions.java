package dev.mandate.authz.sessions;

import dev.mandate.events.authz.CallDigest;
import dev.mandate.events.authz.DecidedBuilder;
import dev.mandate.events.authz.DecisionEvent.Decided;
import dev.mandate.events.authz.DecisionEvent.Logged;
import dev.mandate.events.authz.NeededApproval;
import dev.mandate.events.ids.ApprovalId;
import dev.mandate.events.ids.DecisionId;
import dev.mandate.events.ids.SessionId;
import java.time.Instant;
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
        return DecidedBuilder.of(allow.decision(), allow.at(), allow.subject(), allow.action(), allow.resource())
                .session(allow.session())
                .arguments(allow.arguments())
                .allowed()
                .policies(allow.policyVersion(), allow.catalogRevision())
                .caller(allow.caller())
                .logged(allow.logged())
                .approval(new NeededApproval(approval, new CallDigest(1, 2, 3, 4)))
                .build();
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
        return DecidedBuilder.of(decision, at, "agent/agt_x", "call", "tool/" + tool)
                .session(session)
                .arguments(arguments)
                .answered(allowed, "agent_policy", explanation)
                .policies("v", 1)
                .caller("test")
                .logged(logged)
                .build();
    }
}
