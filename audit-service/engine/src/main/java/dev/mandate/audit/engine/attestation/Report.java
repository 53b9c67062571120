package dev.mandate.audit.engine.attestation;

import dev.mandate.events.actions.ActionEvent;
import dev.mandate.events.actions.ActionEvent.ToolCalled;
import dev.mandate.events.cloudevents.Envelope;
import dev.mandate.events.ids.IdentityId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an action is, held against the decision that it names.
 *
 * @param decision null where its session has none of that id
 */
public record Report(AttestationStatus standing, @Nullable KnownDecision decision) {
    static final Report NONE = new Report(AttestationStatus.NONE, null);
    static final Report UNKNOWN = new Report(AttestationStatus.UNKNOWN, null);

    /** Id of the approval that the call waits for or, if it ran, used up, or of the agreement to calls like it; null without one. */
    public @Nullable String approval() {
        return standing.attested() && decision != null ? decision.approval() : null;
    }

    /** It says what became of a call of which that had been missed. */
    public boolean missedUntilNow() {
        return standing.attested() && decision != null && decision.state() == KnownDecision.State.MISSED;
    }

    /** The tool that was decided about, where it is another one than the action's. */
    public Optional<String> otherTool(ToolCalled call) {
        if (standing != AttestationStatus.OTHER
                || decision == null
                || decision.tool().equals(call.tool())) return Optional.empty();
        return Optional.of(decision.tool());
    }

    /** As an action of the agent that the decision was about: whoever reports it doesn't choose whose it is. */
    public Envelope<ActionEvent> attributed(Envelope<ActionEvent> told) {
        var call = (ToolCalled) told.data();
        if (standing != AttestationStatus.OTHER
                || decision == null
                || decision.agent().equals(call.agent().value())) return told;
        var its = new ToolCalled(
                call.session(),
                new IdentityId(decision.agent()),
                call.delegation(),
                call.decision(),
                call.tool(),
                call.arguments(),
                call.occurredAt(),
                call.result(),
                call.taskIdentifiers(),
                call.taskKind());
        return new Envelope<>(told.source(), told.id(), told.time(), its, told.traceparent());
    }
}
