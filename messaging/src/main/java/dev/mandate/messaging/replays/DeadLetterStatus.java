package dev.mandate.messaging.replays;

/** What can be done about a dead letter. */
public enum DeadLetterStatus {
    /** It can be taken up again. */
    WAITS("It had no effect. If the record itself is wrong, have its sender publish it again, mended, with the same"
            + " source and id; if its reason lies elsewhere, mend that and take it up again by POST …/replay."),
    /** It can't be read, and an event with its source and id was taken since. */
    SENT_ANEW("It can't be read; its sender published it again with the same source and id, and that was taken:"
            + " nothing is left to do."),
    /** All of this service that takes its topic up has taken it since. */
    TAKEN("It was taken since; nothing is left to do."),
    /** Somebody said so. */
    DISMISSED(
            "It had no effect, and somebody said that nothing is to be done about it. What could be taken up again still can,"
                    + " by POST …/replay."),
    /** Nothing of this service takes its topic up event by event. */
    NOT_HERE("This service only follows the state on its topic, and goes on with the next revision of its key:"
            + " have its owner write one."),
    /** What it names is not here any more. */
    GONE("What could not take it is not here any more. An output, for instance, is one of another name now:"
            + " configure it by the former one again."),
    /** It was too large. */
    CUT("It was larger than any record may be, and only its beginning was kept: have its sender write it anew.");

    private final String says;

    DeadLetterStatus(String says) {
        this.says = says;
    }

    String says() {
        return says;
    }
}
