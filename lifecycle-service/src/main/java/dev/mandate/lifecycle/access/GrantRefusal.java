package dev.mandate.lifecycle.access;

/** Why nothing was given or taken. */
public enum GrantRefusal {
    /** The catalogue has no such role; nothing else can be granted. */
    UNKNOWN_ENTITLEMENT,
    UNKNOWN_WORKER,
    /** Only who works here now can be given anything. */
    NOT_ACTIVE,
    /** He holds as many as a person can. */
    TOO_MANY,
    /** His record would be larger than its readers take. */
    NO_ROOM,
    /** Birthrights follow from the catalogue; nobody gives or takes one. */
    BIRTHRIGHT,
    UNFIT_REASON,
    /** The origin's reference can't be shown to people. */
    UNFIT_REFERENCE,
    /** The beginning lies before 1970 or more than a year ahead. */
    BAD_BEGINNING,
    /** What is no birthright has an end. */
    NO_END,
    END_NOT_AHEAD,
    END_BEFORE_BEGINNING,
    /** It would last for more than 366 days. */
    END_TOO_FAR,
    /** An emergency would last for more than 24 hours. */
    EMERGENCY_TOO_LONG,
    UNKNOWN_GRANT,
    /** It reaches so far that it takes a second person, whom only a proposal finds. */
    TAKES_TWO,
    /** It is held no more. */
    ENDED_ALREADY
}
