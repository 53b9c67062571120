package dev.mandate.authz.engine.decisions;

import dev.mandate.authz.engine.sessions.Overtaken;
import dev.mandate.authz.engine.sessions.Overtakings;
import dev.mandate.events.authz.DecisionAddendum.Raced;
import dev.mandate.events.authz.DecisionEvent.Decided;
import java.time.InstantSource;
import java.util.function.Consumer;

/**
 * Looks again at own allows that did not know of others', whose records came first. The order of the topic settles who was late,
 * so that of two such allows exactly one is told of, by the replica that gave it.
 */
record SessionRaces(DecisionPipeline pipeline, Consumer<Raced> record, InstantSource clock) implements Overtakings {

    /** Only if it is the others that make the difference, and not what else has changed meanwhile. */
    @Override
    public void overtook(Decided allow, Overtaken overtaken) {
        var question = PastQuestion.of(allow);
        var session = allow.session();
        var knowing = pipeline.decide(question, overtaken.before());
        var reason = knowing.reason();
        if (session == null || reason == null) return;
        if (pipeline.decide(question, overtaken.known()).reason() == reason) return;
        record.accept(new Raced(
                allow.decision(), clock.instant(), session, overtaken.unseen(), reason.code(), knowing.policies()));
    }
}
