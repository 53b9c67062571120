package dev.mandate.identity.clients;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.PrivateKeyJWT;
import dev.mandate.events.cloudevents.WholeText;
import dev.mandate.messaging.result.Result;
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

    /** Refuses a client that is unknown or doesn't prove that it is this one. */
    public Uni<Result<Client, AssertionRefusal>> authenticate(ClientAuthentication proof) {
        var id = proof.getClientID().getValue();
        if (!WholeText.is(id)) return refused("no client of this id");
        return clients.find(id).chain(client -> {
            if (proof instanceof ClientSecretBasic secret)
                return Uni.createFrom().item(bySecret(client, secret));
            if (proof instanceof PrivateKeyJWT jwt) return byKey(client, jwt);
            return refused("authenticate with private_key_jwt or client_secret_basic");
        });
    }

    private static Result<Client, AssertionRefusal> bySecret(Optional<Client> client, ClientSecretBasic proof) {
        var hash = client.map(Client::secretHash).orElse(NOBODY);
        var matches = ClientSecret.matches(proof.getClientSecret().getValue(), hash);
        return client.isPresent() && matches
                ? Result.done(client.get())
                : Result.refused(new AssertionRefusal("no client of this id and secret"));
    }

    private Uni<Result<Client, AssertionRefusal>> byKey(Optional<Client> client, PrivateKeyJWT proof) {
        var jwks = client.map(Client::jwks).orElse(null);
        if (client.isEmpty() || jwks == null) return refused("no client of this id and key");
        return assertions
                .verify(proof.getClientAssertion(), jwks, assertions.ownAudience())
                .chain(claims -> firstUse(client.get(), claims));
    }

    private Uni<Result<Client, AssertionRefusal>> firstUse(Client client, JWTClaimsSet claims) {
        if (!client.id().equals(claims.getIssuer()) || !client.id().equals(claims.getSubject())) {
            return refused("iss and sub of the assertion are not the client");
        }
        var jti = claims.getJWTID();
        if (jti == null || jti.isBlank()) return refused("the assertion has no jti");
        return used.firstUse(client.id(), jti, claims.getExpirationTime().toInstant())
                .map(first -> first
                        ? Result.done(client)
                        : Result.refused(new AssertionRefusal("the assertion was used before")));
    }

    private static Uni<Result<Client, AssertionRefusal>> refused(String why) {
        return Result.nowRefused(new AssertionRefusal(why));
    }
}
