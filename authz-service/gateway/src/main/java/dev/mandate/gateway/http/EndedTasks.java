package dev.mandate.gateway.http;

import dev.mandate.authz.engine.delegations.Delegations;
import dev.mandate.events.identity.DelegationState;
import dev.mandate.events.ids.DelegationId;
import dev.mandate.messaging.security.Caller;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Tasks of which it is known here that they are over, for good. A token for one is good for nothing any more, so that whoever shows it is told
 * as of any token that has expired: a client that signs its person in by itself goes and asks him anew by that.
 *
 * @see <a href="https://modelcontextprotocol.io/specification/2025-11-25/basic/authorization#error-handling">MCP, authorization, error handling</a>
 */
@Singleton
class EndedTasks {
    private final Delegations delegations;
    private final InstantSource clock;

    EndedTasks(Delegations delegations, InstantSource clock) {
        this.delegations = delegations;
        this.clock = clock;
    }

    /** False without one, and for one that nothing is known of yet: its record may come after its first token. */
    boolean has(Caller caller) {
        var id = caller.delegationId();
        if (id == null) return false;
        var now = clock.instant();
        return delegations.chainOf(new DelegationId(id)).links().stream().anyMatch(link -> over(link, now));
    }

    private static boolean over(DelegationState link, Instant now) {
        return link.status() == DelegationState.Status.REVOKED || !now.isBefore(link.expiresAt());
    }
}
