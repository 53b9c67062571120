package dev.mandate.gateway.calls;

import dev.mandate.authz.engine.decisions.Reason;
import dev.mandate.authz.engine.decisions.Verdict;
import dev.mandate.events.authz.GuardOutcome;
import java.util.EnumSet;
import java.util.Set;

/**
 * What a caller may know of. He is shown what he may call with some arguments, at some time: not what his delegation doesn't name, nor what
 * no policy permits him. What only these arguments, this session or this moment stand against is shown, and a call of it is told why not.
 */
final class Visibility {
    private static final Set<Reason> NOT_HIS =
            EnumSet.of(Reason.UNKNOWN_ACTION, Reason.UNKNOWN_RESOURCE, Reason.NOT_YOUR_RESOURCE, Reason.OUTSIDE_SCOPE);
    private static final Set<Reason> BY_POLICY =
            EnumSet.of(Reason.PERSON_POLICY, Reason.AGENT_POLICY, Reason.DELEGATOR_POLICY);

    /** The caller himself may do nothing at the moment. */
    private static final Set<Reason> NOTHING = EnumSet.of(
            Reason.UNKNOWN_IDENTITY,
            Reason.IDENTITY_INACTIVE,
            Reason.OWNER_INACTIVE,
            Reason.TOKEN_INVALID,
            Reason.TOKEN_VOID,
            Reason.DELEGATION_UNKNOWN,
            Reason.DELEGATION_EXPIRED,
            Reason.DELEGATION_REVOKED,
            Reason.DELEGATION_NOT_BOUND);

    private Visibility() {}

    /** As if it were not there, for this caller. */
    static boolean hidden(Verdict verdict) {
        var reason = verdict.reason();
        if (reason == null) return false;
        return NOT_HIS.contains(reason) || (BY_POLICY.contains(reason) && permittedByNone(verdict));
    }

    /** It is in the list of this caller. */
    static boolean listed(Verdict previewed) {
        var reason = previewed.reason();
        return !hidden(previewed) && (reason == null || !NOTHING.contains(reason));
    }

    /** A forbid names itself; where no policy spoke, none permits it. */
    private static boolean permittedByNone(Verdict verdict) {
        return verdict.guards().stream()
                .filter(guard -> !guard.passed())
                .map(GuardOutcome::policies)
                .allMatch(java.util.List::isEmpty);
    }
}
