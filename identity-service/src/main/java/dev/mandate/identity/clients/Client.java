package dev.mandate.identity.clients;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who may call the token endpoint.
 *
 * @param id the agent's identity id, for an agent
 * @param scopes the most it may be given
 * @param secretHash of its secret; null for one that signs with a key of its own
 * @param jwks its public keys as JSON; null for one with a secret
 */
public record Client(
        String id,
        Set<String> scopes,
        byte @Nullable [] secretHash,
        @Nullable String jwks) {
    public Client {
        scopes = Set.copyOf(scopes);
    }

    public boolean isAgent() {
        return id.startsWith("agt_");
    }
}
