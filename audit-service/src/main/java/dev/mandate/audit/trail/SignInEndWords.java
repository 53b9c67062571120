package dev.mandate.audit.trail;

import dev.mandate.events.identity.SignalEvent.Initiator;
import dev.mandate.events.identity.SignalEvent.SessionEnded;
import java.util.Map;

/** Who ended somebody's sign-in and why, as people read it. */
final class SignInEndWords {
    /** What identity-service says; anything else is the name of a signal. */
    private static final Map<String, String> REASONS = Map.of(
            "signed_out", "signed out",
            "ended_by_himself", "from the list of sign-ins",
            "ended_by_hand", "by hand",
            "signed_out_everywhere", "signed out everywhere, and agents' tasks go on",
            "password_changed", "another password was set",
            "invitation_used", "an invitation was used",
            "replaced", "somebody signed in anew in its browser",
            "too_many", "it was the oldest of too many",
            "provider_stopped", "the word of the provider that vouched for it doesn't count any more",
            "signed_out_at_provider", "signed out there");

    private SignInEndWords() {}

    /** Where the fact names nobody. */
    static String initiator(Initiator initiator) {
        return switch (initiator) {
            case ADMIN -> "An administrator";
            case USER -> "The person";
            case POLICY -> "A policy";
            case SYSTEM -> "Mandate";
        };
    }

    /** @param who ended it */
    static String said(SessionEnded it, String who, String whose) {
        return who + " ended the sign-in " + it.signIn() + " of " + whose + ": "
                + REASONS.getOrDefault(it.reasonAdmin(), it.reasonAdmin());
    }
}
