package dev.mandate.authz.decisions;

import java.util.Locale;

/** Why the answer is no. The code is stable; the explanation beside it is for people. */
public enum Reason {
    UNKNOWN_ACTION,
    UNKNOWN_RESOURCE,
    UNKNOWN_IDENTITY,
    IDENTITY_INACTIVE,
    OWNER_INACTIVE,
    UNREADABLE_STATE,
    TOKEN_INVALID,
    TOKEN_VOID,
    DELEGATION_UNKNOWN,
    DELEGATION_EXPIRED,
    DELEGATION_REVOKED,
    DELEGATION_NOT_BOUND,
    OUTSIDE_SCOPE,
    LIMIT_EXCEEDED,
    INVALID_ARGUMENT,
    PERSON_POLICY,
    AGENT_POLICY,
    DELEGATOR_POLICY,
    POLICY_ERROR,
    /** What was found about the session demands an approval or step-up. */
    RISK_HIGH,
    /** What was found about the session ends it. */
    RISK_CRITICAL,
    STALE_PROJECTION,
    INTERNAL_ERROR,
    /** The answer was yes, but its record was not acknowledged in time. */
    DECISION_LOG_UNAVAILABLE;

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
