package dev.mandate.authz.engine.approvals;

import dev.mandate.events.authz.CallDigest;
import dev.mandate.events.authz.Obligation;
import dev.mandate.events.ids.DelegationId;
import dev.mandate.events.ids.SessionId;
import dev.mandate.events.lifecycle.ApprovalState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The call that somebody has to approve: an approval counts for it only if it is for just this.
 *
 * @param call subject, tool and arguments
 * @param caller client id of who asks
 * @param demands who demands it
 */
public record Wanted(
        CallDigest call,
        String caller,
        SessionId session,
        @Nullable DelegationId delegation,
        String policyVersion,
        List<Obligation> demands) {

    /** A yes is for what was demanded when it was asked for, by what was found then, and for no more. */
    boolean isCoveredBy(ApprovalState state) {
        var its = state.call();
        return its != null
                && isFor(state)
                && its.policyVersion().equals(policyVersion)
                && demands.stream().allMatch(demand -> its.demands().stream().anyMatch(demand::isWithin));
    }

    /** It is about this call, whoever demands it: a no stays one though there are more reasons to ask. */
    boolean isFor(ApprovalState state) {
        var its = state.call();
        return its != null
                && its.digest().equals(call)
                && its.session().equals(session)
                && its.caller().equals(caller)
                && (delegation == null ? its.delegation() == null : delegation.equals(its.delegation()));
    }
}
