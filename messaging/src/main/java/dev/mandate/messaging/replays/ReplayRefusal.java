package dev.mandate.messaging.replays;

/**
 * Why a dead letter was not taken up, or not dismissed.
 *
 * @param detail for people
 */
record ReplayRefusal(Kind kind, String detail) {
    enum Kind {
        UNKNOWN,
        NOT_HERE,
        GONE,
        CUT,
        REFUSED_AGAIN,
        /** It has had its effect. */
        TAKEN,
        /** The record is wrong, and stays so. */
        UNREADABLE,
        /** Its source and id were another event's before. */
        OTHER_CONTENT
    }
}
