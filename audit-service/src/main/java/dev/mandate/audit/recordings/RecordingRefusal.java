package dev.mandate.audit.recordings;

/** Why nothing is shown. */
enum RecordingRefusal {
    /** There is no such session, or it is nobody's business who asks. */
    UNKNOWN_SESSION,
    /** The page that was asked for isn't the next one of any. */
    BAD_CURSOR
}
