package dev.mandate.identity.registration;

import dev.mandate.identity.registration.Registrations.Registered;
import dev.mandate.messaging.proposals.SecondPerson;
import dev.mandate.messaging.security.Caller;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/** Asks people to look through an application. */
@ApplicationScoped
class Reviews {
    private final RegistrationReview review;
    private final SecondPerson second;

    Reviews(RegistrationReview review, SecondPerson second) {
        this.review = review;
        this.second = second;
    }

    /** Nobody proposes it, so that it takes two. */
    Uni<Void> asked(Registered made) {
        if (!made.waits()) return Uni.createFrom().voidItem();
        return second.ask(review, new RegistrationReview.Wanted(made.id()), nobody(made))
                .replaceWithVoid();
    }

    private static Caller nobody(Registered made) {
        return Caller.ofClient(made.id(), Set.of(), "", made.at());
    }
}
