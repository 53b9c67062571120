package dev.mandate.audit.engine.attestation;

import dev.mandate.events.actions.ActionEvent.ToolCalled;
import dev.mandate.events.actions.ToolResult.Status;
import dev.mandate.events.authz.CallDigest;
import dev.mandate.events.authz.DecisionEvent.Decided;
import dev.mandate.events.authz.GuardOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a decision about a call.
 *
 * @param agent who asked; empty for an allow that was withheld before it was known
 * @param read milliseconds since 1970 by the wall clock
 * @param call just which call was allowed; null for a denial, and in decisions from before there were permits
 * @param until when it had to be made, in milliseconds since 1970; 0 where there is no permit
 * @param approval that a denial waits for, or an allow used up, or the delegation by which a person agreed to calls like it; null where the
 *     answer rests on none, and in decisions from before it was kept
 * @param state what became of its one call
 * @param receipt digest of what the answer was given with, which a report of it shows; null where nobody was given any
 * @param reports the first actions that named it, whatever they were
 */
public record KnownDecision(
        String agent,
        String tool,
        boolean allowed,
        long read,
        @Nullable CallDigest call,
        long until,
        @Nullable String approval,
        State state,
        @Nullable String receipt,
        List<String> reports) {
    /** Of which a report is kept apart from its redelivery, and counts: the true one, and others that somebody made up. */
    static final int MOST_REPORTS = 4;

    /** By how much a platform's clock may be ahead of ours. */
    private static final Duration CLOCKS = Duration.ofSeconds(5);

    /** In characters: no call names a longer one. */
    private static final int LONGEST_TOOL = 200;

    public enum State {
        OPEN,
        /** Just this call was told. */
        TOLD,
        /** It was not told while there was time, and may be still. */
        MISSED,
        /** There is none: it was a dry run. */
        ASKED
    }

    /** Null for a decision that no call can run under. */
    static @Nullable KnownDecision of(Decided decided, long now) {
        var asked = decided.identity();
        var tool = decided.tool();
        if (asked == null || tool == null || tool.length() > LONGEST_TOOL) return null;
        var permit = decided.permit();
        return new KnownDecision(
                asked.value(),
                tool,
                decided.allowed(),
                now,
                permit == null ? null : permit.call(),
                permit == null ? 0 : permit.until().toEpochMilli(),
                consent(decided),
                State.OPEN,
                decided.receipt(),
                List.of());
    }

    private static @Nullable String consent(Decided decided) {
        var approval = decided.approval();
        if (approval != null) return approval.id().value();
        if (!decided.allowed()) return null;
        return decided.guards().stream()
                .filter(GuardOutcome::isAgreed)
                .map(GuardOutcome::about)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** The same as a dry run: no call can run under it, and nobody is given anything to tell of one by. */
    KnownDecision onlyAsked() {
        return new KnownDecision(agent, tool, false, read, null, 0, null, State.ASKED, null, reports);
    }

    static KnownDecision withheld(@Nullable KnownDecision before, long now) {
        return before == null
                ? new KnownDecision("", "", false, now, null, 0, null, State.OPEN, null, List.of())
                : new KnownDecision(
                        before.agent,
                        before.tool,
                        false,
                        before.read,
                        null,
                        0,
                        null,
                        before.state,
                        before.receipt,
                        before.reports);
    }

    /** Some report of the call is owed, and by when it can be missed. */
    boolean owes() {
        return allowed && until > 0 && state == State.OPEN;
    }

    KnownDecision missed() {
        return new KnownDecision(agent, tool, allowed, read, call, until, approval, State.MISSED, receipt, reports);
    }

    KnownDecision toldBy(String action, AttestationStatus standing) {
        var more = new ArrayList<>(reports);
        if (more.size() < MOST_REPORTS) more.add(action);
        return new KnownDecision(
                agent,
                tool,
                allowed,
                read,
                call,
                until,
                approval,
                standing.attested() ? State.TOLD : state,
                receipt,
                List.copyOf(more));
    }

    /**
     * The true report counts whatever was made up before it; of others as many as can be told apart. Whoever can't show what the answer was given with
     * isn't heard.
     *
     * @param shown digest of what he shows; null where he shows nothing
     */
    AttestationStatus standingOf(ToolCalled told, String action, @Nullable String shown) {
        if (receipt != null && !receipt.equals(shown)) return AttestationStatus.UNPROVEN;
        if (reports.contains(action)) return AttestationStatus.REPEATED;
        var standing = comparedWith(told);
        var crowded = !standing.attested() && standing.restricts() && reports.size() >= MOST_REPORTS;
        return crowded ? AttestationStatus.CROWDED : standing;
    }

    private AttestationStatus comparedWith(ToolCalled told) {
        // Who stopped a call that nobody meant to make says nothing of any decision.
        if (state == State.ASKED)
            return told.result().status() == Status.BLOCKED ? AttestationStatus.NONE : AttestationStatus.DRY_RUN;
        if (!agent.isEmpty() && !(agent.equals(told.agent().value()) && tool.equals(told.tool())))
            return AttestationStatus.OTHER;
        if (!allowed) {
            if (told.result().status() != Status.BLOCKED) return AttestationStatus.DENIED;
            return state == State.TOLD ? AttestationStatus.USED : AttestationStatus.BLOCKED;
        }
        if (call != null && !call.equals(CallDigest.of(told.agent(), told.tool(), told.arguments())))
            return AttestationStatus.ALTERED;
        if (state == State.TOLD) return AttestationStatus.USED;
        var end = until + CLOCKS.toMillis();
        return until > 0 && told.occurredAt().toEpochMilli() > end ? AttestationStatus.LATE : AttestationStatus.ALLOWED;
    }
}
