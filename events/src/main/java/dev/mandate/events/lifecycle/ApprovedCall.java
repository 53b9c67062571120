package dev.mandate.events.lifecycle;

import dev.mandate.events.authz.CallDigest;
import dev.mandate.events.authz.Obligation;
import dev.mandate.events.ids.DelegationId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.SessionId;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The one call that an approval is for. A call that differs in any of this needs another approval.
 *
 * @param caller client id of who asked about it
 * @param subject who makes it
 * @param delegation under which; null without one
 * @param action such as {@code call}
 * @param resource {@code type/id}, such as {@code tool/email.send}
 * @param digest of subject, tool and arguments
 * @param policyVersion of the policies that demand the approval, as on the decision
 * @param demands who demands it: policies, or the session's risk where {@code policy} is null. What another one demands isn't covered
 */
public record ApprovedCall(
        String caller,
        IdentityId subject,
        @Nullable DelegationId delegation,
        SessionId session,
        String action,
        String resource,
        CallDigest digest,
        String policyVersion,
        List<Obligation> demands) {
    public ApprovedCall {
        Objects.requireNonNull(caller, "caller is missing");
        Objects.requireNonNull(subject, "subject is missing");
        Objects.requireNonNull(session, "session is missing");
        Objects.requireNonNull(action, "action is missing");
        Objects.requireNonNull(resource, "resource is missing");
        Objects.requireNonNull(digest, "digest is missing");
        Objects.requireNonNull(policyVersion, "policyVersion is missing");
        demands = demands == null ? List.of() : List.copyOf(demands);
        if (demands.isEmpty()) throw new IllegalArgumentException("demands is missing");
    }
}
