package dev.mandate.audit.recordings;

/** What a recording keeps of a value. */
enum Kept {
    /** The value itself. */
    OPEN,
    /** Its digest, and of an address or URL the host. */
    DIGEST,
    /** Its digest alone: it gives somebody access. */
    SECRET
}
