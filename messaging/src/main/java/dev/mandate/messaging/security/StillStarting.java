package dev.mandate.messaging.security;

/**
 * This replica has just begun and has not read all that it judges tokens by, so that it can't tell a good one from a bad one. Whoever
 * asks may hold nothing wrong: told that his token is invalid, a client would throw it away, and get another that fares the same.
 */
public final class StillStarting extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param what is not known yet */
    StillStarting(String what) {
        super("this replica does not know yet " + what);
    }
}
