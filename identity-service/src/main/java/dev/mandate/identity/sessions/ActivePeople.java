package dev.mandate.identity.sessions;

import dev.mandate.events.ids.IdentityId;
import dev.mandate.identity.clients.metadata.Scopes;
import dev.mandate.identity.identities.Identities;
import dev.mandate.messaging.security.Caller;
import dev.mandate.messaging.security.CallerStatus;
import dev.mandate.messaging.security.InvalidToken;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/**
 * A person whose token has more than everybody's scopes is asked for his standing with each request, by our own rows: one who was stopped, has left or
 * was signed out is let in nowhere here, whatever his token says.
 */
@ApplicationScoped
class ActivePeople implements CallerStatus {
    private final Identities identities;

    ActivePeople(Identities identities) {
        this.identities = identities;
    }

    @Override
    public Uni<Void> require(Caller caller) {
        return mayAdministrate(caller)
                ? require(new IdentityId(caller.subject()), caller)
                : Uni.createFrom().voidItem();
    }

    private Uni<Void> require(IdentityId person, Caller caller) {
        return Panache.withSession(() -> identities.snapshot(Set.of(person)))
                .chain(snapshot -> snapshot.isActivePerson(person) && !snapshot.isVoid(person, caller.issuedAt())
                        ? Uni.createFrom().voidItem()
                        : Uni.createFrom()
                                .failure(new InvalidToken(
                                        "whom the token speaks for isn't active, or signed out after it")));
    }

    /** Others' standing is asked for where they do something. */
    private static boolean mayAdministrate(Caller caller) {
        return caller.chain().isEmpty()
                && !Scopes.OF_PERSON.containsAll(caller.scopes())
                && IdentityId.parse(caller.subject())
                        .filter(IdentityId::isPerson)
                        .isPresent();
    }
}
