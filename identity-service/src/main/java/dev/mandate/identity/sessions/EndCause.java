package dev.mandate.identity.sessions;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.identity.SignalEvent;
import dev.mandate.events.identity.SignalEvent.Initiator;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.SignInSessionId;
import dev.mandate.identity.identities.Requester;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why a sign-in ends, as its fact says it.
 *
 * @param initiator as receivers of signals hear it, who don't hear {@code by}
 * @param reason a word of ours, such as {@code signed_out}
 * @param by who ends it, or did what it ends with; null for Mandate itself
 */
public record EndCause(
        Initiator initiator, String reason, @Nullable Actor by) {
    /** What a person does on our own pages he does by no client. */
    private static final String OUR_PAGES = "account";

    /** The person himself, on a page of ours. */
    public static EndCause himself(IdentityId person, String reason) {
        return himself(person, OUR_PAGES, reason);
    }

    /** @param client the application that sent him here for it */
    private static EndCause himself(IdentityId person, String client, String reason) {
        return new EndCause(Initiator.USER, reason, new Actor(person.value(), client, List.of()));
    }

    /** The person himself, who signs out. */
    public static EndCause signedOut(IdentityId person) {
        return himself(person, "signed_out");
    }

    /** As {@link #signedOut(IdentityId)}, at this application. */
    public static EndCause signedOut(IdentityId person, String client) {
        return himself(person, client, "signed_out");
    }

    /** Whoever asks for it, with a token: an administrator, or the person. */
    static EndCause byHand(IdentityId person, Requester requester) {
        var himself = requester.person().equals(Optional.of(person));
        return new EndCause(himself ? Initiator.USER : Initiator.ADMIN, "ended_by_hand", requester.by());
    }

    /** @param by who sent a signal that means it */
    public static EndCause signalled(String signal, Actor by) {
        return new EndCause(Initiator.POLICY, signal, by);
    }

    /** The provider at which he had signed in, which says that he has signed out there. */
    static EndCause signedOutAt(String issuer) {
        return new EndCause(Initiator.SYSTEM, "signed_out_at_provider", new Actor(issuer, issuer, List.of()));
    }

    /** The provider's word doesn't count any more; null where that came about before. */
    static EndCause providerStopped(@Nullable Actor by) {
        return new EndCause(Initiator.SYSTEM, "provider_stopped", by);
    }

    static EndCause ofItself(String reason) {
        return new EndCause(Initiator.SYSTEM, reason, null);
    }

    SignalEvent.SessionEnded fact(SignInSessionRow ended, Instant at) {
        return new SignalEvent.SessionEnded(
                new IdentityId(ended.personId), new SignInSessionId(ended.id), at, initiator, reason, by);
    }
}
