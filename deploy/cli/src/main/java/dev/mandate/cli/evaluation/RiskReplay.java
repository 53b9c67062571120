package dev.mandate.cli.evaluation;

import com.github.f4b6a3.ulid.Ulid;
import dev.mandate.audit.engine.job.PlayedJob;
import dev.mandate.authz.engine.sessions.CountedCall;
import dev.mandate.authz.engine.sessions.SessionTally;
import dev.mandate.cli.traces.TraceRun;
import dev.mandate.cli.traces.TraceTools;
import dev.mandate.events.actions.ActionEvent;
import dev.mandate.events.actions.ToolResult;
import dev.mandate.events.authz.CallDigest;
import dev.mandate.events.authz.DecidedBuilder;
import dev.mandate.events.authz.DecisionEvent;
import dev.mandate.events.authz.NeededApproval;
import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.events.cloudevents.Envelope;
import dev.mandate.events.ids.ApprovalId;
import dev.mandate.events.ids.DecisionId;
import dev.mandate.events.ids.DelegationId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.SessionId;
import dev.mandate.events.lifecycle.ToolLabel;
import dev.mandate.events.risk.FindingEvent;
import dev.mandate.events.risk.SessionRisk;
import dev.mandate.provenance.Task;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The risk job as it runs in audit-service, played in this process, for the runs of one suite: one session a run, one agent for all of
 * them. Before each call the decision is asked with the session's state as it was then.
 *
 * <p>One thread.
 */
final class RiskReplay {
    private static final Instant BEGIN = Instant.parse("2026-01-05T08:00:00Z");
    /** Recordings have no times; their calls are given this distance. */
    private static final Duration BETWEEN_CALLS = Duration.ofSeconds(2);
    /** After it sessions count as ended and are learnt from. */
    private static final Duration REST = Duration.ofMinutes(62);

    private static final int RUNS_BETWEEN_RESTS = 16;

    private static final int MEDIUM = 3;

    private final RecordedWorld world;
    private final Conditions conditions;
    private final PlayedJob job;
    private final IdentityId agent;
    private final @Nullable CallLines calls;
    private Instant now = BEGIN;
    private long approvals;
    private int sessions;

    /** @param calls is told of each call with consequences; null where nobody wants to know */
    RiskReplay(String suite, TraceTools tools, Conditions conditions, @Nullable CallLines calls) {
        this.calls = calls;
        this.agent = new IdentityId("agt_" + suite.replaceAll("[^0-9A-Za-z._-]", "_"));
        this.world = new RecordedWorld(tools, conditions.reader(), conditions.ownDomains());
        this.conditions = conditions;
        var rules = conditions.rules();
        this.job = new PlayedJob(() -> rules, world, BEGIN);
    }

    /**
     * Plays one run from its first call to its last, also past a call that would have been stopped.
     *
     * @param verdicts the rules see what a content classifier said of the answers
     * @param learn profiles take the run in when it has ended
     * @param asked whoever the run worked for is asked where a call is held, and says yes
     */
    RunVerdict play(TraceRun run, boolean verdicts, boolean learn, boolean asked) {
        var session = "del_run" + sessions++;
        world.begins(new SessionId(session), run.taskIdentifiers(), run.words());
        var task = Task.of(run.words());
        @Nullable SessionRisk state = null;
        var allowed = SessionTally.NONE;
        @Nullable Integer alertedAt = null;
        var stopped = new ArrayList<RunVerdict.StoppedCall>();
        var unsendable = new ArrayList<String>();
        var rules = new TreeSet<String>();
        int severity = 0;
        for (int index = 0; index < run.calls().size(); index++) {
            var call = run.calls().get(index);
            var tool = TraceTools.id(run.suite(), call.tool());
            var registered = world.tool(tool).orElse(null);
            var labels = registered == null ? Set.<ToolLabel>of() : registered.labels();
            ActionEvent action;
            try {
                pass(BETWEEN_CALLS);
                action = action(run, call, tool, session, index, verdicts);
            } catch (IllegalArgumentException e) {
                unsendable.add(line(run, index, String.valueOf(e.getMessage())));
                continue;
            }
            var facts = conditions.reader().read(state, tool, registered, call.arguments(), task);
            var stops = conditions
                    .policies()
                    .stops(state, allowed, tool, registered, call.arguments(), facts, world::ownDomain);
            if (!stops.isEmpty()) stopped.add(new RunVerdict.StoppedCall(index, stops));
            pipe(
                    action,
                    session,
                    index,
                    asked && !stops.isEmpty() && stops.get(0).held());
            if (registered != null) { // no decision lets through what nobody registered, so that it counts for none
                var counted = CountedCall.of(tool, registered, call.arguments());
                allowed = allowed.with(counted).completed(counted, call.failed(), now);
            }
            for (var why : job.refused()) unsendable.add(line(run, index, why));
            var told = job.findings();
            if (calls != null) calls.write(run, index, call, labels, facts, stops, told);
            for (var finding : told) {
                rules.add(finding.findingInfo().analytic().name());
                severity = Math.max(severity, finding.severityId());
                if (finding.severityId() >= MEDIUM && alertedAt == null) alertedAt = index;
            }
            var states = job.states();
            if (!states.isEmpty()) state = states.get(states.size() - 1);
        }
        if (sessions % RUNS_BETWEEN_RESTS == 0) rest(learn);
        return new RunVerdict(
                run.id(),
                alertedAt != null,
                FindingEvent.severityName(severity),
                List.copyOf(rules),
                alertedAt,
                List.copyOf(stopped),
                List.copyOf(unsendable));
    }

    private static String line(TraceRun run, int index, String why) {
        return "line " + run.line() + ", call " + (index + 1) + ": " + why;
    }

    /** Time passes until all sessions have ended and been learnt from. */
    void rest(boolean learn) {
        pass(REST);
        job.states();
        job.findings();
        for (var tally : job.tallies()) if (learn) world.profiles().apply(tally);
    }

    /** @throws IllegalArgumentException if no platform could send such a call, and why */
    private ActionEvent action(
            TraceRun run, TraceRun.Call call, String tool, String session, int index, boolean verdicts) {
        return new ActionEvent.ToolCalled(
                new SessionId(session),
                agent,
                new DelegationId(session),
                decision(session, index),
                tool,
                call.arguments(),
                now,
                new ToolResult(
                        call.failed() ? ToolResult.Status.FAILED : ToolResult.Status.SUCCEEDED,
                        call.resultSize(),
                        call.identifiers(),
                        verdicts ? call.suspicious() : null,
                        null,
                        call.trusted()),
                run.taskIdentifiers(),
                run.task().isEmpty() ? null : run.suite() + "/" + run.task());
    }

    private static DecisionId decision(String session, int index) {
        return new DecisionId("dec_" + session.substring(4) + "_" + index);
    }

    private void pipe(ActionEvent action, String session, int index, boolean approved) {
        allow(decision(session, index), (ActionEvent.ToolCalled) action, approved);
        job.action(CloudEventCodec.encode(
                ActionEvent.FAMILY, new Envelope<>("urn:recorded", session + "-" + index, now, action, null)));
    }

    /** Its id says when somebody was asked: just before the call, so that nothing came after it. */
    private ApprovalId askedNow() {
        var made = new Ulid(now.toEpochMilli() << Short.SIZE, ++approvals);
        return new ApprovalId(ApprovalId.PREFIX + made.toLowerCase());
    }

    /** The recorded call did run, so a decision let it through; what would have been stopped is told apart from that. */
    private void allow(DecisionId id, ActionEvent.ToolCalled call, boolean approved) {
        var session = call.session();
        var approval =
                approved ? new NeededApproval(askedNow(), CallDigest.of(agent, call.tool(), call.arguments())) : null;
        job.decision(DecidedBuilder.of(id, now, "agent/" + agent, "call", DecisionEvent.Decided.TOOL + call.tool())
                .session(session)
                .identity(agent)
                .chain(List.of(agent))
                .delegation(new DelegationId(session.value()))
                .allowed()
                .policies("recorded", 0)
                .caller("recorded")
                .obligations(List.of())
                .approval(approval)
                .build());
    }

    private void pass(Duration time) {
        now = now.plus(time);
        job.pass(time);
    }
}
