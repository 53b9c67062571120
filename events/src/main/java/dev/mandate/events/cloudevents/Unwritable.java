package dev.mandate.events.cloudevents;

/**
 * An event that the readers of its topic would refuse, for its size or its form, and that therefore isn't sent. What depends on it
 * being known must not happen.
 */
public final class Unwritable extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    Unwritable(String message) {
        super(message);
    }

    Unwritable(String message, Throwable cause) {
        super(message, cause);
    }
}
