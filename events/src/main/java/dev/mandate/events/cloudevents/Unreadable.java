package dev.mandate.events.cloudevents;

/** A record that breaks its topic's contract. It goes to dead letters with this reason, and the partition moves on. */
public final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    /** Stable codes, written in lower case to the dead letter's header. */
    public enum Reason {
        MALFORMED,
        MISSING_ATTRIBUTE,
        UNKNOWN_TYPE,
        WRONG_SHAPE,
        WRONG_KEY,
        OVERSIZED,
        CONFLICTING_DUPLICATE,
        REFUSED
    }

    private final Reason reason;

    /** @param message may quote the record: it ends up in logs, where nobody's record may write lines */
    public Unreadable(Reason reason, String message) {
        super(PlainText.shown(message));
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
