package dev.mandate.lifecycle.approvals;

/** Why an approval isn't answered. */
enum ApprovalRefusal {
    /** There is none of this id, or it is nobody's business who asks. */
    UNKNOWN_APPROVAL,
    /** Only a person answers, by a token of his own. */
    NOT_A_PERSON,
    /** Somebody else is asked. */
    NOT_ASKED,
    /** His token is one that he let whoever asks for the agent's call have. */
    ASKERS_OWN,
    /** He doesn't work here now. */
    NOT_ACTIVE,
    /** A policy asks for a stronger sign-in. */
    STEP_UP,
    /** It was answered, used or is over. */
    CLOSED,
    /** The reason doesn't fit. */
    UNFIT_REASON
}
