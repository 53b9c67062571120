package dev.mandate.identity.authentication;

import dev.mandate.identity.sessions.SignInSessions.Begun;

/** What follows on a password that was right. */
public sealed interface Passed {
    /** He is signed in. */
    record In(Begun begun) implements Passed {}

    /**
     * He has an authenticator app, and is asked for its code.
     *
     * @param carried says to {@link CodeSignIn} whose password was right; his browser brings it back
     */
    record CodeAsked(String carried) implements Passed {}
}
