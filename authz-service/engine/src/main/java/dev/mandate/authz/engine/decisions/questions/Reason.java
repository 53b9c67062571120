package dev.mandate.authz.engine.decisions.questions;

import java.util.Locale;

/** Why the answer is no. The code is stable; the explanation beside it is for people. */
public enum Reason {
    UNKNOWN_ACTION,
    UNKNOWN_RESOURCE,
    UNKNOWN_IDENTITY,
    IDENTITY_INACTIVE,
    OWNER_INACTIVE,
    /** The agent that made the subject, or one above that, may not act itself. */
    PARENT_INACTIVE,
    UNREADABLE_STATE,
    TOKEN_INVALID,
    TOKEN_VOID,
    DELEGATION_UNKNOWN,
    DELEGATION_EXPIRED,
    DELEGATION_REVOKED,
    DELEGATION_NOT_BOUND,
    OUTSIDE_SCOPE,
    LIMIT_EXCEEDED,
    /** A model has been used, under the delegation, as often or for as many tokens as it allows. */
    BUDGET_EXHAUSTED,
    /** An argument that neither the tool's schema nor a limit names, under a delegation. */
    UNDECLARED_ARGUMENT,
    INVALID_ARGUMENT,
    /** The resource is one that an application keeps itself, and who asks doesn't speak for that application. */
    NOT_YOUR_RESOURCE,
    /** What the application says of its resource isn't as it declares such resources. */
    INVALID_ATTRIBUTE,
    /** What the session was allowed before is not known for certain. */
    SESSION_UNKNOWN,
    PERSON_POLICY,
    AGENT_POLICY,
    DELEGATOR_POLICY,
    POLICY_ERROR,
    /** Policies permit it once a person has approved just this call. */
    APPROVAL_REQUIRED,
    /** A person was asked, and said no. */
    APPROVAL_REFUSED,
    /** The answer was yes, but another call had used up the approval before. */
    APPROVAL_USED,
    /** Policies permit it to whoever has signed in more strongly. */
    STEP_UP_REQUIRED,
    /** What was found about the session demands an approval or step-up. */
    RISK_HIGH,
    /** What was found about the session ends it. */
    RISK_CRITICAL,
    STALE_PROJECTION,
    /** What the caller demands to be known has not arrived here in time. */
    NOT_YET_FRESH,
    /** What was found about sessions is not known up to a moment ago, and the call is of a kind that has to wait for it. */
    STALE_RISK,
    INTERNAL_ERROR,
    /** The answer was yes, but its record was not acknowledged in time. */
    DECISION_LOG_UNAVAILABLE,
    /** The answer was yes, but nobody could read the record of it. */
    UNRECORDABLE;

    /** Policies gave the answer, so that others could have given another. */
    public boolean ofPolicies() {
        return switch (this) {
            case PERSON_POLICY, AGENT_POLICY, DELEGATOR_POLICY, POLICY_ERROR, APPROVAL_REQUIRED, STEP_UP_REQUIRED ->
                true;
            default -> false;
        };
    }

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
