package dev.mandate.messaging.security;

/**
 * This replica has just begun and has not read all public keys, so that it can't tell a good token from a bad one. Whoever asks
 * holds nothing wrong: told that his token is invalid, a client would throw it away, and get another that fares the same.
 */
public final class KeysNotReadYet extends RuntimeException {
    private static final long serialVersionUID = 1L;

    KeysNotReadYet() {
        super("this replica has not read the keys of tokens yet");
    }
}
