package dev.mandate.audit.findings;

/** Why a finding stays as it is. */
enum FindingRefusal {
    UNKNOWN_FINDING,
    /** Nobody says why, or at too great length. */
    UNFIT_REASON,
    /** A suppression would end in the past, or too far ahead. */
    UNFIT_END,
    /** It is resolved. */
    RESOLVED,
    /** It is suppressed, so that nobody takes it up. */
    SUPPRESSED,
    /** There is no suppression to end. */
    NOT_SUPPRESSED
}
