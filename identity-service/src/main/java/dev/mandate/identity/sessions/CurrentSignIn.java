package dev.mandate.identity.sessions;

import dev.mandate.events.administration.Actor;
import dev.mandate.identity.identities.PersonProfile;
import dev.mandate.identity.identities.Requester;
import java.time.Instant;
import java.util.List;

/** A sign-in that counts now, and whose it is. */
public record CurrentSignIn(SignInSession session, PersonProfile person) {
    /**
     * The person himself, who asks for something on a page, in the transaction in which his sign-in was looked at.
     *
     * @param client that sent him there
     */
    public Requester requester(String client, Instant now) {
        var actor = new Actor(session.person().value(), client, List.of());
        return new Requester(actor, null, now, session.issuer(), session.id().value(), false);
    }
}
