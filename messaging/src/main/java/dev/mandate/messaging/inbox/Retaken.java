package dev.mandate.messaging.inbox;

import dev.mandate.events.cloudevents.Unreadable.Reason;

/** What came of taking a record up again. */
public sealed interface Retaken {
    /** It had its effect now. */
    record Applied() implements Retaken {}

    /** It had its effect before. */
    record Known() implements Retaken {}

    /** It can't be taken, as little as before. */
    record Refused(Reason reason, String message) implements Retaken {}
}
