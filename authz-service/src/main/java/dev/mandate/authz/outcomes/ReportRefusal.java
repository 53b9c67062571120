package dev.mandate.authz.outcomes;

/** Why nothing is told of a call. */
public enum ReportRefusal {
    /** This caller asked for no decision of this id, or too long ago. */
    UNKNOWN_DECISION,
    /** It allowed no call of a tool. */
    NOTHING_OWED,
    /** It was a dry run, by which nothing may be done. */
    DRY_RUN,
    /** Something else has been told of it. */
    TOLD_OTHERWISE,
    /** He tells of too many older decisions at the same time. */
    TOO_MANY,
    /** Whether it was asked for can't be found out now. */
    NOT_NOW,
    /** It can't be told now; the same may be told again. */
    NOT_TAKEN
}
