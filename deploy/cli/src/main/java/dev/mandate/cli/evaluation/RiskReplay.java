package dev.mandate.cli.evaluation;

import com.github.f4b6a3.ulid.Ulid;
import dev.mandate.audit.engine.job.PlayedJob;
import dev.mandate.cli.traces.TraceRun;
import dev.mandate.cli.traces.TraceTools;
import dev.mandate.events.actions.ActionEvent.ToolCalled;
import dev.mandate.events.authz.CallDigest;
import dev.mandate.events.authz.DecidedBuilder;
import dev.mandate.events.authz.DecisionEvent;
import dev.mandate.events.authz.NeededApproval;
import dev.mandate.events.ids.ApprovalId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.SessionId;
import dev.mandate.events.lifecycle.CatalogEntry.Tool;
import dev.mandate.events.lifecycle.ToolLabel;
import dev.mandate.events.risk.FindingEvent;
import dev.mandate.events.risk.SessionRisk;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * The risk job as it runs in audit-service, played in this process, for the runs of one suite: one session a run, one agent for all of
 * them. Before each call the decision is asked with the session's state as it was then.
 *
 * <p>One thread. What is decided about a call changes nothing for those after it, unless its person is asked, so that mostly it is found
 * out later.
 */
final class RiskReplay {
    private static final int MEDIUM = 3;

    private final RecordedWorld world;
    private final Conditions conditions;
    private final PlayedJob job;
    private final IdentityId agent;
    private final @Nullable CallLines calls;
    private long approvals;

    /** @param calls is told of each call with consequences; null where nobody wants to know */
    RiskReplay(String suite, TraceTools tools, Conditions conditions, @Nullable CallLines calls) {
        this.calls = calls;
        this.agent = new IdentityId("agt_" + suite.replaceAll("[^0-9A-Za-z._-]", "_"));
        this.world = new RecordedWorld(tools, conditions.reader(), conditions.ownDomains());
        this.conditions = conditions;
        var rules = conditions.rules();
        this.job = new PlayedJob(() -> rules, world, Timetable.BEGIN);
    }

    /** Whose all runs are. */
    IdentityId agent() {
        return agent;
    }

    /**
     * What the job found when a call had been played.
     *
     * @param before the state of the session before the call
     * @param findings as they are written
     */
    private record Played(ReportedCall call, @Nullable SessionRisk before, List<byte[]> findings) {}

    /**
     * Plays one run from its first call to its last, also past a call that would have been stopped.
     *
     * @param reported its calls
     * @param learn profiles take the run in when it has ended
     * @param asked whoever the run worked for is asked where a call is held, and says yes
     * @return what is made of it, which any thread may find out, later or never
     */
    Callable<RunVerdict> play(Timetable.Slot slot, List<ReportedCall> reported, boolean learn, boolean asked) {
        var run = slot.run();
        world.begins(new SessionId(slot.id()), run.taskIdentifiers(), run.words());
        var decisions = new RunDecisions(conditions, world, slot);
        var later = !asked && calls == null;
        @Nullable SessionRisk state = null;
        var played = new ArrayList<Played>(reported.size());
        var unsendable = new ArrayList<String>();
        for (var call : reported) {
            job.pass(Timetable.BETWEEN_CALLS);
            var action = call.action();
            if (action == null) {
                unsendable.add(line(run, call, String.valueOf(call.refused())));
                continue;
            }
            var answer = later ? null : decisions.to(call, state);
            job.decision(allowed(slot.at(call.index()), action.called(), asked && answer != null && answer.held()));
            job.action(action.decoded());
            for (var why : job.refused()) unsendable.add(line(run, call, why));
            var told = new Played(call.withoutAction(), state, job.writtenFindings());
            played.add(told);
            if (calls != null && answer != null) calls.write(run, call, labels(call), answer, read(told));
            var states = job.states();
            if (!states.isEmpty()) state = states.get(states.size() - 1);
        }
        if (slot.rest()) rest(learn);
        return () -> {
            if (later) for (var each : played) decisions.to(each.call(), each.before());
            return verdict(run, played, decisions, unsendable);
        };
    }

    private static RunVerdict verdict(
            TraceRun run, List<Played> played, RunDecisions decisions, List<String> unsendable) {
        @Nullable Integer alertedAt = null;
        var rules = new TreeSet<String>();
        int severity = 0;
        for (var each : played)
            for (var finding : read(each)) {
                rules.add(finding.findingInfo().analytic().name());
                severity = Math.max(severity, finding.severityId());
                if (finding.severityId() >= MEDIUM && alertedAt == null)
                    alertedAt = each.call().index();
            }
        return new RunVerdict(
                run.id(),
                alertedAt != null,
                FindingEvent.severityName(severity),
                List.copyOf(rules),
                alertedAt,
                decisions.stopped(),
                List.copyOf(unsendable));
    }

    private static List<FindingEvent> read(Played played) {
        return played.findings().stream().map(PlayedJob::finding).toList();
    }

    private Set<ToolLabel> labels(ReportedCall call) {
        return world.tool(call.tool()).map(Tool::labels).orElse(Set.of());
    }

    private static String line(TraceRun run, ReportedCall call, String why) {
        return "line " + run.line() + ", call " + (call.index() + 1) + ": " + why;
    }

    /** Time passes until all sessions have ended and been learnt from. */
    void rest(boolean learn) {
        job.pass(Timetable.REST);
        job.states();
        job.writtenFindings();
        for (var tally : job.tallies()) if (learn) world.profiles().apply(tally);
    }

    /** Its id says when somebody was asked: just before the call, so that nothing came after it. */
    private ApprovalId askedAt(Instant now) {
        var made = new Ulid(now.toEpochMilli() << Short.SIZE, ++approvals);
        return new ApprovalId(ApprovalId.PREFIX + made.toLowerCase());
    }

    /** The recorded call did run, so a decision let it through; what would have been stopped is told apart from that. */
    private DecisionEvent.Decided allowed(Instant now, ToolCalled call, boolean approved) {
        var approval =
                approved ? new NeededApproval(askedAt(now), CallDigest.of(agent, call.tool(), call.arguments())) : null;
        return DecidedBuilder.of(
                        Objects.requireNonNull(call.decision()),
                        now,
                        "agent/" + agent,
                        "call",
                        DecisionEvent.Decided.TOOL + call.tool())
                .session(call.session())
                .identity(agent)
                .chain(List.of(agent))
                .delegation(call.delegation())
                .allowed()
                .policies("recorded", 0)
                .caller("recorded")
                .obligations(List.of())
                .approval(approval)
                .build();
    }
}
