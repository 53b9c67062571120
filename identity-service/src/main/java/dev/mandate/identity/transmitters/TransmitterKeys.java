package dev.mandate.identity.transmitters;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import dev.mandate.identity.outgoing.OutgoingHttp;
import dev.mandate.identity.outgoing.PublishedKeys;
import dev.mandate.messaging.result.Result;
import dev.mandate.messaging.security.Jose;
import dev.mandate.messaging.security.Signatures;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Whether a transmitter signed something, by the keys that were registered for it or that it publishes. Those are fetched once an hour, and
 * for a signature by none of them at most once a minute, whatever is sent. Keys count until others take their place: who sends rubbish, or
 * keeps them from being fetched, has nobody's signals refused.
 */
@ApplicationScoped
class TransmitterKeys {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration FRESH = Duration.ofHours(1);
    /** How long those count that can't be fetched anew. */
    private static final Duration OUTLIVE = Duration.ofDays(1);

    /** Between two looks, and so until when it is worth telling a signal again whose key wasn't known. */
    static final Duration SELDOM = Duration.ofMinutes(1);

    private static final int LONGEST = 64 * 1024;
    private static final int AT_ONCE = 4;
    private static final String TLS = "transmitters";

    private final PublishedKeys published;

    @Inject
    TransmitterKeys(Vertx vertx, TlsConfigurationRegistry tls, TransmitterConfig config, InstantSource clock) {
        this(published(vertx, tls, config), clock);
    }

    /** @param published what stands at a URL; refused, or a failure, where that can't be had */
    TransmitterKeys(Function<String, Uni<Result<String, String>>> published, InstantSource clock) {
        this.published = new PublishedKeys(
                url -> published.apply(url).map(result -> result.map(jwks -> new PublishedKeys.Published(jwks, FRESH))),
                new PublishedKeys.Pace(1, SELDOM),
                OUTLIVE,
                clock);
    }

    /** Who signed it. */
    enum Signer {
        TRANSMITTER,
        ANOTHER,
        /** Its key may be one that can't be had right now. */
        UNKNOWN
    }

    Uni<Signer> signer(SignedJWT token, @Nullable String jwks, @Nullable String jwksUri) {
        if (jwks != null)
            return Uni.createFrom().item(isSigned(token, parsed(jwks)) ? Signer.TRANSMITTER : Signer.ANOTHER);
        if (jwksUri == null) return Uni.createFrom().item(Signer.ANOTHER);
        return published
                .ready(jwksUri, keys -> Signatures.verifies(token, keys))
                .map(looked -> {
                    if (isSigned(token, published.known(jwksUri))) return Signer.TRANSMITTER;
                    return published.mayLack(jwksUri, token.getHeader().getKeyID(), looked)
                            ? Signer.UNKNOWN
                            : Signer.ANOTHER;
                });
    }

    private static boolean isSigned(SignedJWT token, Optional<JWKSet> keys) {
        return keys.filter(it -> Signatures.verifies(token, it)).isPresent();
    }

    private static Function<String, Uni<Result<String, String>>> published(
            Vertx vertx, TlsConfigurationRegistry tls, TransmitterConfig config) {
        var privateHosts = config.privateHosts().orElse(Set.<String>of());
        var http = new OutgoingHttp(vertx, tls.get(TLS), AT_ONCE, PATIENCE, config.onLoopback(), privateHosts);
        var places = new Semaphore(AT_ONCE);
        return url -> http.get(URI.create(url), LONGEST, places)
                .map(result -> result.map(answer -> answer.body().toString()));
    }

    private static Optional<JWKSet> parsed(String jwks) {
        try {
            return Optional.of(Jose.keys(jwks));
        } catch (ParseException e) {
            return Optional.empty();
        }
    }
}
