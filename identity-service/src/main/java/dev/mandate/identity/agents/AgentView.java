package dev.mandate.identity.agents;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.identity.identities.IdentitySnapshot;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An agent as it is now.
 *
 * @param mayAct whether it may act at present, for which its {@code status} alone isn't enough: its time, its owner and each agent above it count
 * @param obstacle why it may not, in words; null while it may
 */
public record AgentView(
        @JsonUnwrapped IdentityState agent,
        boolean mayAct,
        @Nullable String obstacle) {
    static Optional<AgentView> of(IdentityId id, IdentitySnapshot snapshot) {
        return snapshot.of(id).map(agent -> of(agent, snapshot));
    }

    static AgentView of(IdentityState agent, IdentitySnapshot snapshot) {
        var obstacle = snapshot.obstacle(agent.identity());
        return new AgentView(agent, obstacle.isEmpty(), obstacle.orElse(null));
    }
}
