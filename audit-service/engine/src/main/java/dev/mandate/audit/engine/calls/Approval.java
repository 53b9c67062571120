package dev.mandate.audit.engine.calls;

import dev.mandate.events.ids.DelegationId;

/**
 * A person's yes that a call rests on.
 *
 * @param id names it: the denial that asks for it and the allow that uses it up name the same; of calls like one, the delegation
 * @param given he said yes, and it ran; else it waits for that
 * @param seen nothing was done in the session since he was asked by which more could be found at the call than there was to see
 */
public record Approval(String id, boolean given, boolean seen) {
    /** One that waits, of which nobody was shown anything else. */
    public static Approval waiting(String id) {
        return new Approval(id, false, true);
    }

    /** He said it of calls like one, and has not looked at this one. */
    public boolean ofCallsLikeIt() {
        return id.startsWith(DelegationId.PREFIX);
    }
}
