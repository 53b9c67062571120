package dev.mandate.identity.federation;

import dev.mandate.identity.sessions.SignInSessions.Begun;

/** What becomes of whoever comes back from a provider. */
public sealed interface Arrival {
    /** He is signed in. */
    record In(Begun begun) implements Arrival {}

    /** The account is his from now on. */
    record Linked() implements Arrival {}

    /** He is taken in: he is somebody here once lifecycle-service has heard of him, which takes a moment. */
    record Joining() implements Arrival {}

    /** He is not let in. Why in detail is on record, and not said. */
    record Refused(Why why) implements Arrival {}

    enum Why {
        /** Another browser's, one that was used, or too long ago. */
        STALE,
        /** He, or the provider, didn't want to. */
        DECLINED,
        /** What the provider says can't be believed, or it doesn't answer. */
        NOT_BELIEVED,
        /** The provider is stopped, or none any more. */
        STOPPED,
        /** His account is nobody's here who may come in. */
        NOBODYS,
        /** All that he had was ended since he signed in there: he signs in there anew. */
        ENDED_SINCE,
        /** Another's account, or one that is linked already. */
        TAKEN,
        /** He isn't signed in here any more, or too long ago. */
        NOT_FRESH,
        TOO_MANY
    }
}
