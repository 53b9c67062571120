package dev.mandate.identity.sessions.http;

import dev.mandate.events.ids.IdentityId;
import dev.mandate.identity.clients.Scopes;
import dev.mandate.identity.identities.Identities;
import dev.mandate.messaging.security.Caller;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.smallrye.mutiny.Uni;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * A person whose token has more than everybody's scopes is asked for his standing with each request: one who was stopped, has left or was
 * signed out is let in nowhere here, whatever his token says.
 */
public class ActivePersonFilter {
    private final CurrentIdentityAssociation security;
    private final Identities identities;

    ActivePersonFilter(CurrentIdentityAssociation security, Identities identities) {
        this.security = security;
        this.identities = identities;
    }

    /** Who isn't let in anyway is for others to say. */
    @ServerRequestFilter
    public Uni<Void> check() {
        return security.getDeferredIdentity()
                .onFailure()
                .recoverWithNull()
                .chain(identity ->
                        identity != null && identity.getPrincipal() instanceof Caller caller && mayAdministrate(caller)
                                ? requireStanding(new IdentityId(caller.subject()), caller)
                                : Uni.createFrom().voidItem());
    }

    private Uni<Void> requireStanding(IdentityId person, Caller caller) {
        return Panache.withSession(() -> identities.snapshot(Set.of(person)))
                .invoke(snapshot -> {
                    if (!snapshot.isActivePerson(person) || snapshot.isVoid(person, caller.issuedAt()))
                        throw new AuthenticationFailedException(
                                "whom the token speaks for isn't active, or signed out after it");
                })
                .replaceWithVoid();
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
