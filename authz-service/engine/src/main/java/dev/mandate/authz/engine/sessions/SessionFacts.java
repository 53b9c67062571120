package dev.mandate.authz.engine.sessions;

import dev.mandate.authz.engine.approvals.ApprovalUses;
import dev.mandate.authz.engine.delegations.Delegations;
import dev.mandate.authz.engine.entities.Catalogue;
import dev.mandate.events.actions.ActionEvent.ModelUsed;
import dev.mandate.events.actions.ActionEvent.ToolCalled;
import dev.mandate.events.actions.ActionPlace;
import dev.mandate.events.actions.ToolResult;
import dev.mandate.events.authz.CallDigest;
import dev.mandate.events.authz.DecisionAddendum.Withheld;
import dev.mandate.events.authz.DecisionEvent.Decided;
import dev.mandate.events.cloudevents.Receipt;
import dev.mandate.events.identity.DelegationState;
import dev.mandate.events.ids.DecisionId;
import dev.mandate.events.ids.SessionId;
import dev.mandate.events.lifecycle.ToolLabel;
import dev.mandate.provenance.OutboundUrls;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Enters what is told of sessions into their ledger: what any replica allowed them, and what became of it. Takes out sessions that
 * have ended.
 */
public final class SessionFacts {
    private static final String MODEL = "model/";
    private static final String USE = "use";

    /** Other replicas' clocks may be behind, and their last records on the way. */
    private static final Duration LEEWAY = Duration.ofMinutes(1);

    /** By how much a platform's clock may be ahead of ours. */
    private static final Duration CLOCKS = Duration.ofSeconds(5);

    private static final CallDigest UNTOLD = new CallDigest(1, 0, 0, 0);

    private final SessionLedger ledger;
    private final ApprovalUses uses;
    private final RecordPlaces places;
    private final Catalogue catalogue;
    private final Delegations delegations;
    private final Receipts receipts;
    private final Duration permit;
    private final InstantSource clock;
    private volatile Overtakings watcher = (allow, overtaken) -> {};

    /** @param permit how long after an allow its call may be made */
    public SessionFacts(
            SessionLedger ledger, Catalogue catalogue, Delegations delegations, Duration permit, InstantSource clock) {
        this(ledger, new ApprovalUses(), new RecordPlaces(), catalogue, delegations, permit, clock);
    }

    /** Whose answers are given with nothing. */
    public SessionFacts(
            SessionLedger ledger,
            ApprovalUses uses,
            RecordPlaces places,
            Catalogue catalogue,
            Delegations delegations,
            Duration permit,
            InstantSource clock) {
        this(ledger, uses, places, catalogue, delegations, Receipts.NONE, permit, clock);
    }

    /**
     * @param uses of approvals, which records tell as well
     * @param places of own allows, likewise
     * @param receipts that the answers of this process are given with
     */
    public SessionFacts(
            SessionLedger ledger,
            ApprovalUses uses,
            RecordPlaces places,
            Catalogue catalogue,
            Delegations delegations,
            Receipts receipts,
            Duration permit,
            InstantSource clock) {
        this.ledger = ledger;
        this.uses = uses;
        this.places = places;
        this.catalogue = catalogue;
        this.delegations = delegations;
        this.receipts = receipts;
        this.permit = permit;
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
        used(it);
        var session = it.session();
        if (!it.allowed() || session == null) return;
        if (it.action().equals(USE)) {
            model(it, session);
            return;
        }
        var tool = it.tool();
        if (tool == null) return;
        Map<String, Object> arguments = it.arguments() == null ? Map.of() : it.arguments();
        var call = counted(tool, arguments);
        ledger.taint()
                .allowed(
                        call.labels(),
                        () -> ledger.of(session, it.at()).of(ToolLabel.UNTRUSTED) > 0,
                        arguments,
                        it.at());
        var overtaken =
                ledger.arrived(session, it.at(), it.decision(), call, digest(it, tool, arguments), Doers.of(it));
        if (overtaken != null && ledger.doubtful(session, it.at())) places.settle(it.decision(), false);
        if (overtaken != null) watcher.overtook(it, overtaken);
        places.settle(it.decision(), false); // whose place nobody took
    }

    private void model(Decided it, SessionId session) {
        if (it.delegation() == null || !it.resource().startsWith(MODEL)) return;
        var of = new ModelUses.Of(it.delegation(), it.resource().substring(MODEL.length()));
        var before =
                ledger.arrived(session, it.at(), it.decision(), of, ModelUses.tokens(it.arguments()), Doers.of(it));
        if (!places.awaits(it.decision())) return;
        if (before != null && !ledger.doubtful(session, it.at())) watcher.overtook(it, before);
        places.settle(it.decision(), false);
    }

    /** What became of a use of a model; told by others than whom its answer was given to, it counts as it did. */
    public void used(ModelUsed it, @Nullable Receipt shown) {
        if (it.decision() == null || it.delegation() == null || !receipts.accept(it.decision(), shown)) return;
        var of = new ModelUses.Of(it.delegation(), it.model());
        ledger.told(it.session(), clock.instant(), it.decision(), of, it.usage().total());
    }

    /** An allow uses up the approval that it names, whatever becomes of its session, its answer or its call. */
    public void used(Decided it) {
        var approval = it.approval();
        if (it.allowed() && approval != null) uses.recorded(approval.id(), it.decision());
    }

    public void withheld(Withheld it) {
        if (it.session() != null) ledger.withheld(it.session(), it.at(), it.decision());
    }

    /** An allow of a session that is over counts for whom it was, as long as it is recent. */
    public void remembered(Decided it) {
        var session = it.session();
        var tool = it.tool();
        if (!it.allowed() || session == null || tool == null) return;
        Map<String, Object> arguments = it.arguments() == null ? Map.of() : it.arguments();
        var call = counted(tool, arguments);
        ledger.recently().add(Doers.of(it), session, call, it.at());
        // What it had read isn't kept of a session that is over.
        ledger.taint().allowed(call.labels(), () -> true, arguments, it.at());
    }

    /** What was recorded then counts for whom it was, though its session may be over. */
    public boolean recent(Instant recorded) {
        return ledger.recently().counts(recorded, clock.instant());
    }

    /** What was given to the session then isn't known here: a URL with room for data is a send. */
    private CountedCall counted(String tool, Map<String, Object> arguments) {
        var registered = catalogue.tool(tool).state();
        var used = registered == null
                ? null
                : OutboundUrls.asUsed(registered, arguments, catalogue::ownDomain, null, List::of);
        return CountedCall.of(tool, used, arguments);
    }

    /** Of records from before there were permits, what a report of their call would have. */
    private static CallDigest digest(Decided it, String tool, Map<String, Object> arguments) {
        if (it.permit() != null) return it.permit().call().with(it.receipt());
        return it.identity() == null ? UNTOLD : CallDigest.of(it.identity(), tool, arguments);
    }

    /**
     * What became of an allowed call; one that was made after its permit had ended was not allowed.
     *
     * @param shown what the allow was given with, by which it is his to tell who does; null where he shows nothing
     * @param place where that is told, so that what was read is judged once the risk job has told of as much; null where that isn't known
     */
    public void called(ToolCalled it, @Nullable Receipt shown, @Nullable ActionPlace place) {
        if (it.decision() == null || late(it, it.decision())) return;
        var failed = it.result().status() != ToolResult.Status.SUCCEEDED;
        var now = clock.instant();
        var at = it.occurredAt().isAfter(now) ? now : it.occurredAt();
        var outcome = EarlyOutcomes.Outcome.of(
                        CallDigest.of(it.agent(), it.tool(), it.arguments()),
                        shown == null ? null : shown.digest(),
                        failed,
                        at,
                        ToldPlace.of(place, now.toEpochMilli()))
                .provenIf(receipts.prove(it.decision(), shown));
        ledger.completed(it.session(), it.decision(), at, outcome);
    }

    private boolean late(ToolCalled it, DecisionId decision) {
        var made = decision.madeAt();
        return made != null && it.occurredAt().isAfter(made.plus(permit).plus(CLOCKS));
    }

    /** Somebody waits for a record of this replica. */
    public boolean awaited() {
        return !uses.idle() || !places.idle();
    }

    /**
     * The record of a decision is read, or is on the topic with nothing before it that has not been.
     *
     * @return true if it is that of an own allow that overtook nothing, so that it tells nothing new and needn't be read
     */
    public boolean returned(SessionId session, Instant recorded, DecisionId decision) {
        if (uses.awaits(decision)) uses.returned(decision, !ledger.doubtful(session, recorded));
        if (!ledger.returned(session, recorded, decision)) return false;
        if (places.awaits(decision)) places.settle(decision, !ledger.doubtful(session, recorded));
        return true;
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
        ledger.sweep(now);
        uses.sweep(now);
        places.sweep(now);
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
