package dev.mandate.messaging.inbox;

import dev.mandate.events.cloudevents.Unreadable;

/** Thrown by an effect that will never take this record: the transaction is undone and the record becomes a dead letter. */
public final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Unreadable.Reason reason;

    public Refused(Unreadable.Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Refused(String message) {
        this(Unreadable.Reason.REFUSED, message);
    }

    public Unreadable.Reason reason() {
        return reason;
    }
}
