package dev.mandate.identity.clients;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.PlainClientSecret;
import com.nimbusds.oauth2.sdk.auth.PrivateKeyJWT;
import dev.mandate.events.cloudevents.WholeText;
import dev.mandate.identity.assertions.AssertionRefusal;
import dev.mandate.identity.assertions.Assertions;
import dev.mandate.identity.assertions.ClientKeys;
import dev.mandate.identity.assertions.EdwardsAssertion;
import dev.mandate.identity.assertions.UsedAssertions;
import dev.mandate.identity.clients.ClientStore.WithSecret;
import dev.mandate.identity.keys.RandomSecret;
import dev.mandate.messaging.result.Result;
import dev.mandate.messaging.security.Jose;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who calls the token endpoint: {@code private_key_jwt}, or a secret in the header or in the form, where many libraries put it. Needs a
 * transaction, since an assertion counts once; of a secret a session.
 */
@ApplicationScoped
public class ClientAuthentications {
    private static final String ASSERTION = "client_assertion";
    private static final byte[] NOBODY = new byte[32];
    private static final String HOW = "authenticate with private_key_jwt, client_secret_basic or client_secret_post";

    private final Clients clients;
    private final ClientStore store;
    private final OwnerDeadline deadline;
    private final ClientKeys keys;
    private final Assertions assertions;
    private final UsedAssertions used;
    private final InstantSource clock;

    ClientAuthentications(
            Clients clients,
            ClientStore store,
            OwnerDeadline deadline,
            ClientKeys keys,
            Assertions assertions,
            UsedAssertions used,
            InstantSource clock) {
        this.clients = clients;
        this.store = store;
        this.deadline = deadline;
        this.keys = keys;
        this.assertions = assertions;
        this.used = used;
        this.clock = clock;
    }

    /**
     * Looks for the keys of whoever says by an assertion in this form that it is a client, where that one publishes them and they aren't
     * known. Before a transaction, since others answer in their time.
     */
    public Uni<Void> prepare(Map<String, List<String>> form) {
        var sent = form.getOrDefault(ASSERTION, List.of());
        if (sent.size() != 1) return Uni.createFrom().voidItem();
        try {
            var proof = Jose.signed(sent.get(0));
            var client = proof.getJWTClaimsSet().getSubject();
            if (client == null || !WholeText.is(client)) return Uni.createFrom().voidItem();
            return Panache.withSession(() -> clients.find(client))
                    .chain(found -> found.filter(it -> !it.stopped())
                            .map(Client::jwks)
                            .map(kept -> keys.ready(kept, proof.getHeader().getKeyID()))
                            .orElseGet(() -> Uni.createFrom().voidItem()));
        } catch (ParseException e) {
            return Uni.createFrom().voidItem();
        }
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
        var why = client.standstill();
        return why == null ? Result.done(client) : Result.refused(new AssertionRefusal("the client " + why.words()));
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
        if (proof instanceof PlainClientSecret secret)
            return store.withSecrets(id)
                    .map(known -> bySecret(known, secret.getClientSecret().getValue()));
        if (proof instanceof PrivateKeyJWT jwt)
            return clients.find(id).chain(client -> byKey(client, jwt.getClientAssertion()));
        return refused(HOW);
    }

    private Result<Client, AssertionRefusal> bySecret(List<WithSecret> known, String given) {
        if (known.isEmpty()) RandomSecret.matches(given, NOBODY);
        @Nullable TimedSecretRow shown = null;
        for (var one : known)
            if (one.secret() != null && RandomSecret.matches(given, one.secret().secretHash)) shown = one.secret();
        if (shown == null) return Result.refused(new AssertionRefusal("no client of this id and secret"));
        // Whoever has it may know: it opens nothing.
        if (!clock.instant().isBefore(shown.endsAt))
            return Result.refused(
                    new AssertionRefusal("this secret ended at " + shown.endsAt + "; have another one made"));
        return Result.done(deadline.client(known.get(0).client()));
    }

    private Uni<Result<Client, AssertionRefusal>> byKey(Optional<Client> client, SignedJWT proof) {
        var jwks = client.map(Client::jwks).orElse(null);
        if (client.isEmpty() || jwks == null) return refused("no client of this id and key");
        var known = keys.of(jwks);
        if (known.isEmpty()) return refused("the keys of the client can't be fetched now");
        return assertions
                .verify(proof, known.get(), assertions.ownAudience())
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
