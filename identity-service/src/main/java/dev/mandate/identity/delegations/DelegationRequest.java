package dev.mandate.identity.delegations;

import dev.mandate.events.identity.AgreedKind;
import dev.mandate.events.identity.ToolScope;
import dev.mandate.events.ids.DelegationId;
import dev.mandate.events.ids.IdentityId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What someone wants to delegate.
 *
 * @param parent null for a root
 * @param delegator whom the caller believes to be; null to leave it to his token
 * @param agreed what the person at the root agrees to within the parent; null for what somebody is to act under
 * @param wordless the person said nothing of what a root is for, so that nothing counts as asked for by him
 */
public record DelegationRequest(
        IdentityId agent,
        String task,
        List<String> taskIdentifiers,
        List<ToolScope> scope,
        Instant expiresAt,
        @Nullable DelegationId parent,
        @Nullable IdentityId delegator,
        @Nullable AgreedKind agreed,
        boolean wordless) {
    /** Worded by whoever makes it. */
    public DelegationRequest(
            IdentityId agent,
            String task,
            List<String> taskIdentifiers,
            List<ToolScope> scope,
            Instant expiresAt,
            @Nullable DelegationId parent,
            @Nullable IdentityId delegator,
            @Nullable AgreedKind agreed) {
        this(agent, task, taskIdentifiers, scope, expiresAt, parent, delegator, agreed, false);
    }
}
