package dev.mandate.identity.clients;

/** An assertion proves nothing. The message says why and holds nothing of it but names. */
public final class AssertionRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public AssertionRefused(String message) {
        super(message);
    }
}
