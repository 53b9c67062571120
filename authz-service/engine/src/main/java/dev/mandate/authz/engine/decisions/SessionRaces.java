package dev.mandate.authz.engine.decisions;

import dev.mandate.authz.engine.sessions.ModelUses;
import dev.mandate.authz.engine.sessions.Overtaken;
import dev.mandate.authz.engine.sessions.Overtakings;
import dev.mandate.authz.engine.sessions.RecordPlaces;
import dev.mandate.events.authz.DecisionAddendum.Raced;
import dev.mandate.events.authz.DecisionEvent.Decided;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Looks again at own allows that did not know of others', whose records came first. The order of the topic settles who was late,
 * so that of two such allows exactly one is told of, by the replica that gave it. One that still waits for its place isn't given, and so is
 * none to tell of.
 */
record SessionRaces(DecisionPipeline pipeline, RecordPlaces places, Consumer<Raced> record, InstantSource clock)
        implements Overtakings {

    @Override
    public void overtook(Decided allow, Overtaken overtaken) {
        var raced = raced(allow, overtaken);
        if (raced == null) places.settle(allow.decision(), true);
        else if (!places.settle(allow.decision(), false)) record.accept(raced);
    }

    @Override
    public boolean isWithinBudget(Decided allow, ModelUses before) {
        return pipeline.decide(PastQuestion.of(allow), before).reason() != Reason.BUDGET_EXHAUSTED;
    }

    /** Only if it is the others that make the difference, and not what else has changed meanwhile. */
    private @Nullable Raced raced(Decided allow, Overtaken overtaken) {
        var question = PastQuestion.of(allow);
        var session = allow.session();
        var knowing = pipeline.decide(question, overtaken.before());
        var reason = knowing.reason();
        if (session == null || reason == null) return null;
        var without = pipeline.decide(question, overtaken.known());
        if (without.reason() == reason && without.policies().equals(knowing.policies())) return null;
        return new Raced(
                allow.decision(), clock.instant(), session, overtaken.unseen(), reason.code(), knowing.policies());
    }
}
