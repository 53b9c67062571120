package dev.mandate.audit.engine.attestation;

import dev.mandate.events.actions.ActionEvent.ToolCalled;
import dev.mandate.events.actions.ToolResult.Status;
import dev.mandate.events.authz.DecisionEvent.Decided;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a decision about a call.
 *
 * @param agent who asked; empty for an allow that was withheld before it was known
 * @param read milliseconds since 1970 by the wall clock
 * @param usedBy the action that ran under it; null while none did
 */
public record KnownDecision(
        String agent,
        String tool,
        boolean allowed,
        long read,
        @Nullable String usedBy) {
    private static final String TOOL = "tool/";
    /** In characters: no call names a longer one. */
    private static final int LONGEST_TOOL = 200;

    /** Null for a decision that no call can run under. */
    static @Nullable KnownDecision of(Decided decided, long now) {
        var asked = decided.identity();
        if (asked == null || !decided.resource().startsWith(TOOL)) return null;
        if (decided.resource().length() > TOOL.length() + LONGEST_TOOL) return null;
        return new KnownDecision(
                asked.value(), decided.resource().substring(TOOL.length()), decided.allowed(), now, null);
    }

    static KnownDecision withheld(@Nullable KnownDecision before, long now) {
        return before == null
                ? new KnownDecision("", "", false, now, null)
                : new KnownDecision(before.agent, before.tool, false, before.read, before.usedBy);
    }

    KnownDecision usedBy(String action) {
        return new KnownDecision(agent, tool, allowed, read, action);
    }

    Standing standingOf(ToolCalled call, String action) {
        if (action.equals(usedBy)) return Standing.REPEATED;
        if (!agent.isEmpty() && !(agent.equals(call.agent().value()) && tool.equals(call.tool())))
            return Standing.OTHER;
        if (usedBy != null) return Standing.USED;
        if (allowed) return Standing.ALLOWED;
        return call.result().status() == Status.BLOCKED ? Standing.BLOCKED : Standing.DENIED;
    }
}
