package dev.mandate.messaging.replays;

/**
 * Why a dead letter was not taken up.
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
        /** The record is wrong, and stays so. */
        UNREADABLE,
        /** Its source and id were another event's before. */
        OTHER_CONTENT
    }
}
