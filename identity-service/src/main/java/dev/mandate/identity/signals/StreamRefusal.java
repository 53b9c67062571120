package dev.mandate.identity.signals;

/** Why nothing was done for a receiver. */
enum StreamRefusal {
    /** It has no stream of this id. */
    UNKNOWN,
    /** It has one already. */
    EXISTS,
    /** It has named as many subjects as it may. */
    TOO_MANY_SUBJECTS,
    /** It has asked for a verification just now. */
    TOO_SOON,
    /** It has none that could be polled: what it has is pushed. */
    PUSHED
}
