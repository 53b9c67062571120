package dev.mandate.audit.recordings;

/** What a recording keeps of a value. */
enum Disclosure {
    /** The value itself. */
    OPEN,
    /** Its digest, and of an address or URL the host. */
    DIGEST,
    /** Neither it nor its digest, by which a short one could be tried out: it gives somebody access. */
    SECRET
}
