package dev.mandate.identity.tokens;

import com.nimbusds.oauth2.sdk.GrantType;
import com.nimbusds.oauth2.sdk.TokenRequest;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.identity.clients.Client;
import dev.mandate.identity.identities.Identities;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Tokens of clients in their own right. */
@ApplicationScoped
class ClientCredentials implements GrantHandler {
    private final Identities identities;

    ClientCredentials(Identities identities) {
        this.identities = identities;
    }

    @Override
    public GrantType type() {
        return GrantType.CLIENT_CREDENTIALS;
    }

    @Override
    public boolean onlyReads() {
        return true;
    }

    @Override
    public Uni<Result<Issue, TokenRefusal>> issue(
            TokenRequest request, Optional<Client> asking, RequestedAccess asked) {
        var client = asking.orElseThrow();
        return GrantedAccess.narrow(client.scopes(), asked.scopes(), asked.audience())
                .chain(granted -> mayAct(client)
                        .map(may -> may.map(notBefore -> Issue.of(
                                TokenCount.OWN, TokenContent.of(client.id(), client.id(), granted, notBefore)))));
    }

    /** An agent or workload only while it and its owner are active. The result is what its tokens must not be older than. */
    private Uni<Result<Instant, TokenRefusal>> mayAct(Client client) {
        if (!client.isIdentity()) return Result.nowDone(Instant.EPOCH);
        var agent = new IdentityId(client.id());
        return identities
                .snapshot(Set.of(agent))
                .map(snapshot -> Result.unless(
                        snapshot.obstacle(agent).map(TokenRefusal::client),
                        TokenContent.notBefore(snapshot.known().values())));
    }
}
