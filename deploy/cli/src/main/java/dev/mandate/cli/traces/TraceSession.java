package dev.mandate.cli.traces;

import dev.mandate.cli.actors.Await;
import dev.mandate.cli.actors.Platform;
import dev.mandate.cli.actors.Questions;
import dev.mandate.cli.actors.Session;
import dev.mandate.cli.actors.Verdict;
import dev.mandate.events.actions.ActionEvent;
import dev.mandate.events.actions.ToolResult;
import dev.mandate.events.ids.DecisionId;
import dev.mandate.events.ids.DelegationId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** Plays one run: each call is asked for, and reported if it was allowed. A denied call leaves out what it would have done. */
final class TraceSession {
    /** What authz-service says while it has not heard of a new agent or delegation yet. */
    private static final Set<String> NOT_HEARD_YET = Set.of("delegation_unknown", "unknown_identity");

    private static final Duration SOON = Duration.ofSeconds(5);

    private final TraceRun run;
    private final Session session;
    private final String agent;
    private final Questions questions;
    private final Platform platform;
    private final TraceReport report;
    private Instant last = Instant.MIN;

    TraceSession(
            TraceRun run, Session session, String agent, Questions questions, Platform platform, TraceReport report) {
        this.run = run;
        this.session = session;
        this.agent = agent;
        this.questions = questions;
        this.platform = platform;
        this.report = report;
    }

    void play() {
        for (var call : run.calls()) {
            var tool = TraceTools.id(run.suite(), call.tool());
            var verdict = Await.until(SOON, () -> ask(tool, call), answer -> !NOT_HEARD_YET.contains(answer.reason()));
            report.called(run, call, verdict);
            if (!verdict.allowed()) continue;
            platform.send(action(tool, call, verdict), verdict.receipt());
            report.reported(session.session(), verdict.id());
        }
    }

    private Verdict ask(String tool, TraceRun.Call call) {
        var verdict = questions.call(session.token(), agent, tool, call.arguments());
        report.answered();
        return verdict;
    }

    private ActionEvent action(String tool, TraceRun.Call call, Verdict verdict) {
        return new ActionEvent.ToolCalled(
                new SessionId(session.session()),
                new IdentityId(agent),
                new DelegationId(session.delegation()),
                new DecisionId(verdict.id()),
                tool,
                call.arguments(),
                now(),
                new ToolResult(
                        call.failed() ? ToolResult.Status.FAILED : ToolResult.Status.SUCCEEDED,
                        call.resultSize(),
                        call.identifiers(),
                        null),
                run.taskIdentifiers());
    }

    /** The recording has no times: calls happen now, each at least a millisecond after the one before. */
    private Instant now() {
        var now = Instant.now();
        last = now.isAfter(last) ? now : last.plusMillis(1);
        return last;
    }
}
