package dev.mandate.messaging.replays;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.administration.Reason;
import dev.mandate.events.administration.ReplayEvent;
import dev.mandate.messaging.ServiceConfig;
import dev.mandate.messaging.outbox.Outbox;
import dev.mandate.messaging.replays.DismissalStore.Key;
import dev.mandate.messaging.replays.ReplayRefusal.Kind;
import dev.mandate.messaging.result.Result;
import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/**
 * Somebody knows that nothing is to be done about a dead letter: he says why, it is on the record, and it waits no more. The letter stays on its
 * topic, and can still be taken up again.
 */
@ApplicationScoped
@IfBuildProperty(name = "mandate.database", stringValue = "true")
class DeadLetterDismissals {
    private final DeadLetterReplays letters;
    private final DismissalStore store;
    private final Outbox outbox;
    private final String service;

    @Inject
    DeadLetterDismissals(DeadLetterReplays letters, DismissalStore store, Outbox outbox, ServiceConfig config) {
        this.letters = letters;
        this.store = store;
        this.outbox = outbox;
        this.service = config.service();
    }

    /** As it is from then on, also where somebody else had said so before. */
    Uni<Result<DeadLetterView, ReplayRefusal>> dismiss(long offset, Reason reason, Actor by) {
        return letters.find(offset).chain(found -> {
            if (found.isEmpty())
                return Result.nowRefused(new ReplayRefusal(Kind.UNKNOWN, "There is no dead letter " + offset));
            var letter = found.get();
            return switch (letter.standing()) {
                case TAKEN, SENT_ANEW ->
                    Result.nowRefused(
                            new ReplayRefusal(Kind.TAKEN, letter.standing().says()));
                case DISMISSED -> Uni.createFrom().item(Result.done(letter));
                default ->
                    add(letter, reason, by)
                            .chain(() -> letters.find(offset))
                            .map(now -> Result.done(now.orElse(letter)));
            };
        });
    }

    private Uni<Void> add(DeadLetterView letter, Reason reason, Actor by) {
        var told = new ReplayEvent.Dismissed(
                new ReplayEvent.DeadLetterReference(service, letter.letter(), letter.origin()), reason, by);
        return Panache.withTransaction(() -> store.add(Key.of(letter), reason.value(), by.subject())
                .chain(added -> added
                        ? outbox.publish(ReplayEvent.FAMILY, told)
                        : Uni.createFrom().voidItem()));
    }
}
