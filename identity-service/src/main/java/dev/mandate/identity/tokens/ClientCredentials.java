package dev.mandate.identity.tokens;

import com.nimbusds.oauth2.sdk.OAuth2Error;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.identity.clients.Client;
import dev.mandate.identity.identities.Identities;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Set;

/** Tokens of clients in their own right. */
@ApplicationScoped
class ClientCredentials {
    private final Identities identities;

    ClientCredentials(Identities identities) {
        this.identities = identities;
    }

    Uni<TokenContent> issue(Client client, Asked asked) {
        var granted = Granted.narrow(client.scopes(), asked.scopes(), asked.audience());
        return mayAct(client).map(notBefore -> TokenContent.of(client.id(), client.id(), granted, notBefore));
    }

    /** An agent only while it and its owner are active. The result is what its tokens must not be older than. */
    Uni<Instant> mayAct(Client client) {
        if (!client.isAgent()) return Uni.createFrom().item(Instant.EPOCH);
        var agent = new IdentityId(client.id());
        return identities.standing(Set.of(agent)).map(standing -> {
            if (!standing.mayAct(agent)) {
                throw new TokenRefused(OAuth2Error.INVALID_CLIENT, "the agent or its owner is not active");
            }
            return TokenContent.notBefore(standing.known().values());
        });
    }
}
