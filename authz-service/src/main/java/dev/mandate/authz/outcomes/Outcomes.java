package dev.mandate.authz.outcomes;

import dev.mandate.authz.engine.sessions.Receipts;
import dev.mandate.authz.engine.sessions.Sessions;
import dev.mandate.authz.history.DecisionLookup;
import dev.mandate.authz.history.DecisionLookup.Recorded;
import dev.mandate.authz.recording.OutcomeSender;
import dev.mandate.authz.recording.OutcomeSender.Told;
import dev.mandate.authz.recording.ResultFields;
import dev.mandate.events.actions.ToolResult;
import dev.mandate.events.administration.Actor;
import dev.mandate.events.ids.DecisionId;
import dev.mandate.events.ids.SessionId;
import dev.mandate.messaging.ServiceConfig;
import dev.mandate.messaging.result.Result;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Tells on {@code agent.actions.v1} what became of a call. Only whoever asked for its decision may say so, with the credential that he asked
 * with, and it is told of just the call that was decided: agent, tool, arguments and session are the decision's. A decision that a gateway made is
 * the gateway's to tell of. Whoever else tells of it is refused, and that is on record.
 */
@Singleton
public class Outcomes {
    private final OwedOutcomes owed;
    private final DecisionLookup lookup;
    private final Sessions sessions;
    private final OutcomeSender sender;
    private final Misreports misreports;
    private final Receipts receipts;
    private final ResultFields fields;
    private final String source;
    private final InstantSource clock;

    Outcomes(
            OwedOutcomes owed,
            DecisionLookup lookup,
            Sessions sessions,
            OutcomeSender sender,
            Misreports misreports,
            Receipts receipts,
            ResultFields fields,
            ServiceConfig service,
            InstantSource clock) {
        this.owed = owed;
        this.lookup = lookup;
        this.sessions = sessions;
        this.sender = sender;
        this.misreports = misreports;
        this.receipts = receipts;
        this.fields = fields;
        this.source = service.source();
        this.clock = clock;
    }

    /** Whether it is known without looking for the decision's record, which takes long. */
    public boolean remembers(DecisionId decision) {
        return owed.find(decision) != null;
    }

    /**
     * Told the same again, it is told once.
     *
     * @param here where to go on after something was waited for
     * @return whether the broker has it; else it is sent until it has
     */
    public CompletableFuture<Result<Boolean, ReportRefusal>> tell(
            DecisionId decision, Report report, Actor caller, Executor here) {
        var now = clock.instant();
        var one = owed.find(decision);
        if (one != null) return told(one, report, caller, now);
        return lookup.find(decision, caller)
                .subscribeAsCompletionStage()
                .thenComposeAsync(
                        looked -> looked.fold(found -> recorded(found, report, caller, now), Outcomes::notNow), here);
    }

    private CompletableFuture<Result<Boolean, ReportRefusal>> recorded(
            Optional<Recorded> looked, Report report, Actor caller, Instant now) {
        if (looked.isEmpty()) return refused(ReportRefusal.UNKNOWN_DECISION);
        var found = looked.get();
        var decided = found.decided();
        if (!source.equals(found.source()) || !caller.equals(decided.presenter()))
            return misreported(decided.decision(), decided.session(), report, caller, now);
        // Another replica gave it by another secret, or this one has none: whoever reads it would take it for a
        // stranger's.
        if (!receipts.speakFor(decided.decision(), decided.receipt())) return refused(ReportRefusal.NOT_NOW);
        if (found.dryRun()) {
            misreports.ofDryRun(caller, decided.decision(), decided.session(), report.status(), now);
            return refused(ReportRefusal.DRY_RUN);
        }
        var one = found.withheld() ? null : OwedOutcome.of(decided);
        if (one == null) return refused(ReportRefusal.NOTHING_OWED);
        return told(owed.keep(one), report, caller, now);
    }

    private CompletableFuture<Result<Boolean, ReportRefusal>> told(
            OwedOutcome one, Report report, Actor caller, Instant now) {
        if (!one.askedBy(caller)) return misreported(one.decision(), one.session(), report, caller, now);
        if (one.untold() && sessions.allowed().told(one.session(), one.at(), one.decision()))
            return refused(ReportRefusal.TOLD_OTHERWISE); // at another replica
        var made = now.minus(report.ago());
        var result = report.result(fields.of(one.tool()), one.decision(), receipts);
        var told = one.once(result, () -> send(one, result, made, now));
        if (told == null) return refused(ReportRefusal.TOLD_OTHERWISE);
        return told.thenApply(known ->
                known == Told.LOST ? Result.refused(ReportRefusal.NOT_TAKEN) : Result.done(known == Told.RECORDED));
    }

    /** To him there is no such decision, whoever made it. */
    private CompletableFuture<Result<Boolean, ReportRefusal>> misreported(
            DecisionId decision, @Nullable SessionId session, Report report, Actor caller, Instant now) {
        misreports.by(caller, decision, session, report.status(), now);
        return refused(ReportRefusal.UNKNOWN_DECISION);
    }

    /** Where the record has no room for what the answer showed, it says that there was more. */
    private CompletableFuture<Told> send(OwedOutcome one, ToolResult result, Instant made, Instant now) {
        var id = one.decision();
        var whole = sender.tell(one.called(result, made, now), id, one.receipt());
        if (result.identifiers().isEmpty() && result.kept() == null || whole.getNow(Told.WAITING) != Told.LOST)
            return whole;
        return sender.tell(one.called(result.withoutIdentifiers(), made, now), id, one.receipt());
    }

    private static CompletableFuture<Result<Boolean, ReportRefusal>> refused(ReportRefusal why) {
        return CompletableFuture.completedFuture(Result.refused(why));
    }

    private static CompletableFuture<Result<Boolean, ReportRefusal>> notNow(DecisionLookup.NotNow why) {
        return refused(why == DecisionLookup.NotNow.OF_CALLER ? ReportRefusal.TOO_MANY : ReportRefusal.NOT_NOW);
    }
}
