package dev.mandate.identity.assertions;

import com.nimbusds.jose.jwk.JWKSet;
import dev.mandate.identity.outgoing.CacheControl;
import dev.mandate.identity.outgoing.OutgoingHttp;
import dev.mandate.identity.outgoing.PublishedKeys;
import dev.mandate.messaging.result.Result;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.text.ParseException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Public keys by which clients, agents and workloads prove who they are: a set that was registered, or one that they publish and change by
 * themselves ({@code jwks_uri}). Those are fetched before a transaction, at most every 30 s from one address, and few at a time, of one host two.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7591#section-2">RFC 7591 section 2, jwks_uri</a>
 */
@Singleton
public class ClientKeys {
    private static final int LONGEST_ADDRESS = 500;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration SELDOM = Duration.ofSeconds(30);
    private static final int AT_ONCE = 16;

    /** Whoever registers agents names as many addresses as he likes, and a slow one holds its place for five seconds. */
    private static final int OF_ONE_HOST = 2;

    private static final String TLS = "client-keys";

    private final PublishedKeys published;
    private final boolean onLoopback;

    @Inject
    ClientKeys(Vertx vertx, TlsConfigurationRegistry tls, ClientKeyConfig config, InstantSource clock) {
        this(get(vertx, tls, config), config, clock);
    }

    /** @param get what lies at an address; refused with why, in words */
    ClientKeys(
            Function<String, Uni<Result<PublishedKeys.Published, String>>> get,
            ClientKeyConfig config,
            InstantSource clock) {
        this.published = new PublishedKeys(get, new PublishedKeys.Pace(1, SELDOM), config.keysOutlive(), clock);
        this.onLoopback = config.onLoopback();
    }

    private static Function<String, Uni<Result<PublishedKeys.Published, String>>> get(
            Vertx vertx, TlsConfigurationRegistry tls, ClientKeyConfig config) {
        var privateHosts = config.privateHosts().orElse(Set.of());
        var http = new OutgoingHttp(vertx, tls.get(TLS), AT_ONCE, PATIENCE, config.onLoopback(), privateHosts);
        return PublishedKeys.over(
                http, AT_ONCE, OF_ONE_HOST, answer -> CacheControl.age(answer.cacheControl(), config.keysKept()));
    }

    /**
     * What is kept of what is registered: the set as JSON, or its address; empty where neither is named.
     *
     * @throws IllegalArgumentException in words, for both, for keys that aren't fit, and for an address that isn't asked
     */
    public Optional<String> checked(@Nullable Map<String, Object> jwks, @Nullable String jwksUri) {
        if (jwks != null && jwksUri != null)
            throw new IllegalArgumentException("name the keys, or where they are published, and not both");
        if (jwks != null) return Optional.of(PublicKeys.check(jwks));
        if (jwksUri == null) return Optional.empty();
        if (jwksUri.length() > LONGEST_ADDRESS)
            throw new IllegalArgumentException("an address of at most " + LONGEST_ADDRESS + " characters");
        return Optional.of(OutgoingHttp.check(jwksUri, onLoopback));
    }

    /**
     * Looks for keys that are published, unless this one is known. Needs no transaction, and holds none up.
     *
     * @param kept as {@link #checked} gave it
     */
    public Uni<Void> ready(String kept, @Nullable String key) {
        return PublicKeys.isAddress(kept)
                ? published.ready(kept, key).replaceWithVoid()
                : Uni.createFrom().voidItem();
    }

    /** Those that count now; empty where they are published and couldn't be fetched. Asks nobody. */
    public Optional<JWKSet> of(String kept) {
        if (PublicKeys.isAddress(kept)) return published.known(kept);
        try {
            return Optional.of(JWKSet.parse(kept));
        } catch (ParseException e) {
            throw new IllegalStateException("the registered keys are no JWK set", e);
        }
    }
}
