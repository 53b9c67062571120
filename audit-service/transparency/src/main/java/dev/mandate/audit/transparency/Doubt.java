package dev.mandate.audit.transparency;

/**
 * Something that isn't as it was signed.
 *
 * @param first number of the first line that it is about; 0 where it is about none
 * @param last number of the last one
 * @param words for people
 */
public record Doubt(Kind kind, long first, long last, String words) {
    public enum Kind {
        /** The line isn't as it was signed. */
        CHANGED,
        /** It was signed and isn't there. */
        MISSING,
        /** It is there, among lines that were signed, and wasn't. */
        PUT_IN,
        /** So many were put in that reading was given up. */
        FLOODED,
        /** Its record's bytes aren't those of their digest, or say something else than the line. */
        RECORD,
        /** What was kept of lines beside them isn't as it was; the lines are. */
        DIGESTS,
        /** Somewhere between two checkpoints, and it can't be told where. */
        SPAN,
        /** More lines were signed than there are. */
        CUT_OFF,
        /** It should have been signed long since. */
        LATE,
        /** A checkpoint by the trail's key is of another trail than this: it was brought back from a backup, or written anew. */
        TWO_TRAILS,
        /** A checkpoint that the database has had for long isn't on Kafka. */
        NOT_PUBLISHED,
        /** A checkpoint that the trail's key hasn't signed. */
        NOT_SIGNED,
        /** No checkpoint says anything about the trail. */
        NOTHING_SIGNED
    }
}
