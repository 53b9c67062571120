package dev.mandate.messaging.security;

/** The token proves nothing. The message says why and is safe to show to the caller; it never holds the token. */
public final class InvalidToken extends Exception {
    private static final long serialVersionUID = 1L;

    public InvalidToken(String message) {
        super(message);
    }
}
