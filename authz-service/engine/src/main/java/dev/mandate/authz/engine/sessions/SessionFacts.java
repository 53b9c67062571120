package dev.mandate.authz.engine.sessions;

import dev.mandate.authz.engine.delegations.Delegations;
import dev.mandate.authz.engine.entities.Catalogue;
import dev.mandate.events.actions.ActionEvent.ToolCalled;
import dev.mandate.events.actions.ToolResult;
import dev.mandate.events.authz.DecisionEvent.Decided;
import dev.mandate.events.authz.DecisionEvent.Withheld;
import dev.mandate.events.identity.DelegationState;
import dev.mandate.events.ids.DecisionId;
import dev.mandate.events.ids.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

/**
 * Enters what is told of sessions into their ledger: what any replica allowed them, and what became of it. Takes out sessions that
 * have ended.
 */
public final class SessionFacts {
    private static final String TOOL = "tool/";
    private static final String USE = "use";

    /** Other replicas' clocks may be behind, and their last records on the way. */
    private static final Duration LEEWAY = Duration.ofMinutes(1);

    private final SessionLedger ledger;
    private final Catalogue catalogue;
    private final Delegations delegations;
    private final InstantSource clock;
    private volatile Overtakings watcher = (allow, overtaken) -> {};

    public SessionFacts(SessionLedger ledger, Catalogue catalogue, Delegations delegations, InstantSource clock) {
        this.ledger = ledger;
        this.catalogue = catalogue;
        this.delegations = delegations;
        this.clock = clock;
    }

    /** Who is told when an own allow turns out to have overtaken those of others. */
    public void watch(Overtakings next) {
        watcher = next;
    }

    /** Everything that was allowed since this instant has been told. */
    public void known(Instant since) {
        ledger.known(since);
    }

    /** The record of a decision is there, of this replica or another; denials count for nothing. */
    public void decided(Decided it) {
        var session = it.session();
        if (!it.allowed()
                || session == null
                || it.action().equals(USE)
                || !it.resource().startsWith(TOOL)) return;
        var tool = it.resource().substring(TOOL.length());
        Map<String, Object> arguments = it.arguments() == null ? Map.of() : it.arguments();
        var call = CountedCall.of(tool, catalogue.tool(tool).state(), arguments);
        var overtaken = ledger.arrived(session, it.at(), it.decision(), call);
        if (overtaken != null) watcher.overtook(it, overtaken);
    }

    public void withheld(Withheld it) {
        if (it.session() != null) ledger.withheld(it.session(), it.at(), it.decision());
    }

    /** What became of an allowed call. */
    public void called(ToolCalled it) {
        if (it.decision() == null) return;
        var failed = it.result().status() != ToolResult.Status.SUCCEEDED;
        var now = clock.instant();
        ledger.completed(
                it.session(), it.decision(), it.tool(), failed, it.occurredAt().isAfter(now) ? now : it.occurredAt());
    }

    /** True if this is the record of an own allow that overtook nothing, so that it tells nothing new and needn't be read. */
    public boolean returned(SessionId session, Instant recorded, DecisionId decision) {
        return ledger.returned(session, recorded, decision);
    }

    /** Something of the session can't be read, so that nothing of it is certain. */
    public void lost(SessionId session) {
        ledger.lost(session, clock.instant());
    }

    /**
     * What was recorded of the session then can't count any more, so that it needn't be read. Only where all delegations that there
     * are have been told before: one that isn't there ended long ago.
     */
    public boolean over(SessionId session, Instant recorded) {
        var now = clock.instant();
        var told = recorded.plus(LEEWAY);
        if (session.value().indexOf(':') >= 0) return day(told) < day(now);
        return ended(session.value(), now) || (told.isBefore(now) && forgotten(session.value()));
    }

    /** Forgets sessions that have ended. */
    public void sweep() {
        var now = clock.instant();
        var today = day(now.minus(LEEWAY));
        ledger.forget((session, day) -> day == null ? ended(session, now) : day < today);
    }

    private boolean forgotten(String session) {
        return delegations.states().get(session).missing();
    }

    private static long day(Instant at) {
        return Math.floorDiv(at.getEpochSecond(), 86_400);
    }

    private boolean ended(String session, Instant now) {
        var root = delegations.states().get(session).state();
        if (root == null) return false;
        return root.status() == DelegationState.Status.REVOKED
                || root.expiresAt().plus(LEEWAY).isBefore(now);
    }
}
