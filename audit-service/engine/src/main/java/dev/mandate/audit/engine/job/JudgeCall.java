package dev.mandate.audit.engine.job;

import dev.mandate.audit.engine.attestation.Report;
import dev.mandate.audit.engine.calls.Circumstances;
import dev.mandate.audit.engine.calls.Enrichment;
import dev.mandate.audit.engine.calls.RiskEvent;
import dev.mandate.audit.engine.sessions.SessionMemory;
import dev.mandate.audit.engine.sessions.SessionStep;
import dev.mandate.audit.engine.sessions.SessionStore;
import dev.mandate.audit.engine.surroundings.Surroundings;
import dev.mandate.events.actions.ActionEvent;
import dev.mandate.events.actions.ActionEvent.ToolCalled;
import dev.mandate.events.cloudevents.Envelope;
import dev.mandate.events.lifecycle.CatalogEntry;
import dev.mandate.events.lifecycle.ToolLabel;
import dev.mandate.provenance.OutboundUrls;
import dev.mandate.provenance.Task;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One call in its session: the event that rules see, and what the session has touched when it is over. */
final class JudgeCall {
    private final Surroundings surroundings;
    private final Enrichment enrichment;
    private final SessionStep step;

    JudgeCall(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.enrichment = new Enrichment(surroundings);
        this.step = new SessionStep(surroundings.profiles(), surroundings.reader());
    }

    /**
     * A call that no decision speaks for is judged by what is known of its session, and leaves nothing behind there; one that
     * differs from its decision leaves behind what counts against the session, whichever agent it names.
     */
    RiskEvent judge(SessionStore sessions, Envelope<ActionEvent> told, Report report, Instant now) {
        var envelope = report.attributed(told);
        var call = (ToolCalled) envelope.data();
        var stored = sessions.get(call.session().value());
        var said = Task.of(surroundings.taskWords(call.session()).orElse(null));
        var task = task(stored, call, said);
        var before = SessionStep.knowing(stored, task);
        var registered = surroundings.tool(call.tool()).orElse(null);
        var used = registered == null ? null : asUsed(registered, before, call, task);
        // whoever names a tool that reads doesn't name one that sends, as a call by which data leaves uses it
        var words = used == registered ? said.with(surroundings.taskTools(call.session())) : said;
        var tool = Optional.ofNullable(used);
        var facts = step.facts(before, call, tool, words);
        var others = report.otherTool(call)
                .flatMap(surroundings::tool)
                .map(CatalogEntry.Tool::labels)
                .orElse(Set.of());
        var begunBy = before == null ? null : before.agent();
        var approval = report.approval();
        var unseen = before != null && approval != null && before.isDoneSince(approval);
        var circumstances =
                new Circumstances(facts, begunBy, tool, words, task, report.standing(), approval, unseen, others);
        var event = enrichment.of(envelope, circumstances, now);
        var after = after(before, call, circumstances, event.at(), now.toEpochMilli());
        var rests = event.approval();
        var given = rests != null && rests.given() ? rests : null;
        if (after != null)
            sessions.put(SessionStep.after(
                    after,
                    call,
                    given != null && !given.ofCallsLikeIt(),
                    tool.map(CatalogEntry.Tool::labels),
                    event.at()));
        if (given != null) sessions.ran(call.session().value(), given.id());
        if (report.missedUntilNow() && call.decision() != null) sessions.told(call.session(), call.decision());
        return event;
    }

    private List<String> task(@Nullable SessionMemory stored, ToolCalled call, Task words) {
        return stored == null || stored.risk().taskIdentifiers().isEmpty()
                ? SessionStep.task(words.named(surroundings.taskIdentifiers(call.session())))
                : stored.risk().taskIdentifiers();
    }

    private CatalogEntry.Tool asUsed(
            CatalogEntry.Tool registered, @Nullable SessionMemory before, ToolCalled call, List<String> task) {
        var known = before == null ? null : before.risk();
        return OutboundUrls.asUsed(registered, call.arguments(), surroundings::ownDomain, known, () -> task);
    }

    private @Nullable SessionMemory after(
            @Nullable SessionMemory before, ToolCalled call, Circumstances known, Instant at, long now) {
        if (known.standing().attested())
            return step.after(before, call, known.task(), known.tool(), known.facts(), at, now);
        if (!known.standing().restricts()) return null;
        var labels = EnumSet.noneOf(ToolLabel.class);
        labels.addAll(known.decided());
        known.tool().ifPresent(it -> labels.addAll(it.labels()));
        return step.doubting(before, call, known.task(), labels, at, now);
    }
}
