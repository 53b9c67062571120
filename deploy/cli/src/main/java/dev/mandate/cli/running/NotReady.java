package dev.mandate.cli.running;

/** A service did not become ready; the message has the end of its log. */
public final class NotReady extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotReady(String message) {
        super(message);
    }
}
