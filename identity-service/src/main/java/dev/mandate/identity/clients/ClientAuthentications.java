package dev.mandate.identity.clients;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.PrivateKeyJWT;
import dev.mandate.events.cloudevents.WholeText;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * Who calls the token endpoint: {@code private_key_jwt}, or a secret for old clients. Needs a transaction, since an assertion
 * counts once.
 */
@ApplicationScoped
public class ClientAuthentications {
    private static final byte[] NOBODY = new byte[32];

    private final Clients clients;
    private final Assertions assertions;
    private final UsedAssertions used;

    ClientAuthentications(Clients clients, Assertions assertions, UsedAssertions used) {
        this.clients = clients;
        this.assertions = assertions;
        this.used = used;
    }

    /** Fails with {@link AssertionRefused} if the client is unknown or doesn't prove that it is this one. */
    public Uni<Client> authenticate(ClientAuthentication proof) {
        var id = proof.getClientID().getValue();
        if (!WholeText.is(id)) return Uni.createFrom().failure(new AssertionRefused("no client of this id"));
        return clients.find(id).chain(client -> {
            if (proof instanceof ClientSecretBasic secret) {
                return Uni.createFrom().item(() -> bySecret(client, secret));
            }
            if (proof instanceof PrivateKeyJWT jwt) return byKey(client, jwt);
            throw new AssertionRefused("authenticate with private_key_jwt or client_secret_basic");
        });
    }

    private static Client bySecret(Optional<Client> client, ClientSecretBasic proof) {
        var hash = client.map(Client::secretHash).orElse(NOBODY);
        var matches = ClientSecret.matches(proof.getClientSecret().getValue(), hash);
        if (client.isEmpty() || !matches) throw new AssertionRefused("no client of this id and secret");
        return client.get();
    }

    private Uni<Client> byKey(Optional<Client> client, PrivateKeyJWT proof) {
        var jwks = client.map(Client::jwks).orElse(null);
        if (client.isEmpty() || jwks == null) throw new AssertionRefused("no client of this id and key");
        var claims = assertions.verify(proof.getClientAssertion(), jwks, assertions.ownAudience());
        return firstUse(client.get(), claims);
    }

    private Uni<Client> firstUse(Client client, JWTClaimsSet claims) {
        if (!client.id().equals(claims.getIssuer()) || !client.id().equals(claims.getSubject())) {
            throw new AssertionRefused("iss and sub of the assertion are not the client");
        }
        var jti = claims.getJWTID();
        if (jti == null || jti.isBlank()) throw new AssertionRefused("the assertion has no jti");
        return used.firstUse(client.id(), jti, claims.getExpirationTime().toInstant())
                .map(first -> {
                    if (!first) throw new AssertionRefused("the assertion was used before");
                    return client;
                });
    }
}
