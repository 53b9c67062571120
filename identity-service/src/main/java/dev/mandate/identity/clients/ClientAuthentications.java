package dev.mandate.identity.clients;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.PlainClientSecret;
import com.nimbusds.oauth2.sdk.auth.PrivateKeyJWT;
import dev.mandate.events.cloudevents.WholeText;
import dev.mandate.identity.keys.RandomSecret;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Who calls the token endpoint: {@code private_key_jwt}, or a secret in the header or in the form, where many libraries put it. Needs a
 * transaction, since an assertion counts once.
 */
@ApplicationScoped
public class ClientAuthentications {
    private static final byte[] NOBODY = new byte[32];
    private static final String HOW = "authenticate with private_key_jwt, client_secret_basic or client_secret_post";

    private final Clients clients;
    private final Assertions assertions;
    private final UsedAssertions used;
    private final TimedCredentials timed;
    private final InstantSource clock;

    ClientAuthentications(
            Clients clients, Assertions assertions, UsedAssertions used, TimedCredentials timed, InstantSource clock) {
        this.clients = clients;
        this.assertions = assertions;
        this.used = used;
        this.timed = timed;
        this.clock = clock;
    }

    /** Refuses a client that is unknown, or doesn't prove that it is this one, or is stopped, which is told to itself alone. */
    public Uni<Result<Client, AssertionRefusal>> authenticate(ClientAuthentication proof) {
        return proven(proof).map(result -> result.then(ClientAuthentications::unlessStopped));
    }

    /** The same, by an assertion that the library doesn't take. */
    public Uni<Result<Client, AssertionRefusal>> authenticate(EdwardsAssertion proof) {
        if (!WholeText.is(proof.client())) return refused("no client of this id");
        return clients.find(proof.client())
                .chain(client -> byKey(client, proof.jwt()))
                .map(result -> result.then(ClientAuthentications::unlessStopped));
    }

    /** What is told to a client that has proven who it is, or has nothing to prove. */
    public static Result<Client, AssertionRefusal> unlessStopped(Client client) {
        return client.stopped()
                ? Result.refused(new AssertionRefusal("the client is stopped; an administrator can resume it"))
                : Result.done(client);
    }

    /** A client that can keep no secret names itself; what it presents is bound to it by PKCE, or was given to it. */
    public Uni<Result<Client, AssertionRefusal>> unproven(String id) {
        if (!WholeText.is(id)) return refused("no client of this id");
        return clients.find(id)
                .map(found -> found.filter(Client::isPublic)
                        .map(ClientAuthentications::unlessStopped)
                        .orElseGet(
                                () -> Result.refused(new AssertionRefusal("this client needs client authentication"))));
    }

    private Uni<Result<Client, AssertionRefusal>> proven(ClientAuthentication proof) {
        var id = proof.getClientID().getValue();
        if (!WholeText.is(id)) return refused("no client of this id");
        return clients.find(id).chain(client -> {
            if (proof instanceof PlainClientSecret secret)
                return hashes(client).map(hashes -> bySecret(client, hashes, secret));
            if (proof instanceof PrivateKeyJWT jwt) return byKey(client, jwt.getClientAssertion());
            return refused(HOW);
        });
    }

    /** Of the secrets that count now. */
    private Uni<List<byte[]>> hashes(Optional<Client> client) {
        if (client.isEmpty()) return Uni.createFrom().item(List.of(NOBODY));
        return client.get().isWorkload()
                ? timed.counting(client.get().id())
                : Uni.createFrom().item(client.get().secrets(clock.instant()).toList());
    }

    private Result<Client, AssertionRefusal> bySecret(
            Optional<Client> client, List<byte[]> hashes, PlainClientSecret proof) {
        var secret = proof.getClientSecret().getValue();
        var matches = false;
        for (var hash : hashes) matches |= RandomSecret.matches(secret, hash);
        return client.isPresent() && matches
                ? Result.done(client.get())
                : Result.refused(new AssertionRefusal("no client of this id and secret"));
    }

    private Uni<Result<Client, AssertionRefusal>> byKey(Optional<Client> client, SignedJWT proof) {
        var jwks = client.map(Client::jwks).orElse(null);
        if (client.isEmpty() || jwks == null) return refused("no client of this id and key");
        return assertions.verify(proof, jwks, assertions.ownAudience()).chain(claims -> firstUse(client.get(), claims));
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
