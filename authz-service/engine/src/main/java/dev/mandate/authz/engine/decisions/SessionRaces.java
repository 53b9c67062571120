package dev.mandate.authz.engine.decisions;

import dev.mandate.authz.engine.decisions.questions.Reason;
import dev.mandate.authz.engine.sessions.ModelUses;
import dev.mandate.authz.engine.sessions.Overtaken;
import dev.mandate.authz.engine.sessions.Overtakings;
import dev.mandate.authz.engine.sessions.RecordPlaces;
import dev.mandate.events.authz.DecisionAddendum.Raced;
import dev.mandate.events.authz.DecisionEvent.Decided;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Looks again at own allows that did not know of others', whose records came first. The order of the topic settles who was late,
 * so that of two such allows exactly one is told of, by the replica that gave it. One that still waits for its place isn't given, and so is
 * none to tell of. Of more at once for one person or agent than are looked at, none stands, and none is told of.
 */
record SessionRaces(
        DecisionPipeline pipeline, RecordPlaces places, Consumer<Raced> record, InstantSource clock, SecondLooks looks)
        implements Overtakings {

    @Override
    public void overtook(Decided allow, Overtaken overtaken) {
        var waits = places.take(allow.decision());
        look(allow, waits, () -> stands(allow, overtaken, waits == null));
    }

    @Override
    public void overtook(Decided allow, ModelUses before) {
        var waits = places.take(allow.decision());
        look(allow, waits, () -> pipeline.decide(PastQuestion.of(allow), before).allowed());
    }

    /** @param waits is told whether it stands: not in doubt */
    private void look(Decided allow, @Nullable CompletableFuture<Boolean> waits, BooleanSupplier stands) {
        var looked = looks.look(holder(allow), () -> {
            var standing = false;
            try {
                standing = stands.getAsBoolean();
            } finally {
                if (waits != null) waits.complete(standing);
            }
        });
        // What follows may take its time, and the thread that reads has none.
        if (!looked && waits != null) waits.completeAsync(() -> false);
    }

    /** @param given so that it is told of if it should not have been */
    private boolean stands(Decided allow, Overtaken overtaken, boolean given) {
        var question = PastQuestion.of(allow);
        var knowing = pipeline.decide(question, overtaken.before(), overtaken::before);
        var reason = knowing.reason();
        if (reason == null) return true;
        // Only if it is the others that make the difference, and not what else has changed meanwhile.
        var without = pipeline.decide(question, overtaken.known(), overtaken::without);
        if (without.reason() == reason && without.policies().equals(knowing.policies()))
            return reason != Reason.INTERNAL_ERROR;
        var session = allow.session();
        if (given && session != null)
            record.accept(new Raced(
                    allow.decision(), clock.instant(), session, overtaken.unseen(), reason.code(), knowing.policies()));
        return false;
    }

    /** For whom it is done, who waits for himself. */
    private static String holder(Decided allow) {
        var person = allow.person();
        if (person != null) return person.value();
        return allow.identity() == null ? allow.caller() : allow.identity().value();
    }
}
