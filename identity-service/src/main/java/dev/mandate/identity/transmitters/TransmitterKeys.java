package dev.mandate.identity.transmitters;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import dev.mandate.identity.outgoing.OutgoingHttp;
import dev.mandate.identity.outgoing.OutgoingHttp.Question;
import dev.mandate.messaging.security.Signatures;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Whether a transmitter signed something, by the keys that were registered for it or that it publishes. Those are fetched once an hour, and
 * for a signature by none of them at most once a minute, whatever is sent.
 */
@ApplicationScoped
class TransmitterKeys {
    private static final Logger LOG = Logger.getLogger(TransmitterKeys.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration FRESH = Duration.ofHours(1);
    private static final Duration SELDOM = Duration.ofMinutes(1);
    private static final int LONGEST = 64 * 1024;
    private static final int MOST_KEYS = 20;
    private static final int AT_ONCE = 4;
    private static final int FOUND = 200;

    private final OutgoingHttp http;
    private final InstantSource clock;
    private final boolean onLoopback;
    private final Cache<String, Fetched> fetched =
            Caffeine.newBuilder().maximumSize(1_000).build();

    TransmitterKeys(Vertx vertx, TransmitterConfig config, InstantSource clock) {
        this.http =
                new OutgoingHttp(vertx, new HttpClientOptions().setMaxPoolSize(AT_ONCE), PATIENCE, config.onLoopback());
        this.clock = clock;
        this.onLoopback = config.onLoopback();
    }

    /** @param keys none where they could not be fetched */
    private record Fetched(JWKSet keys, Instant at) {}

    /** @throws IllegalArgumentException for an address at which no keys are looked for, in words */
    String check(String url) {
        var uri = URI.create(url);
        if (uri.getHost() != null
                && uri.getRawUserInfo() == null
                && uri.getRawFragment() == null
                && ("https".equals(uri.getScheme()) || onLoopback && "http".equals(uri.getScheme()))) return url;
        throw new IllegalArgumentException("an https URL");
    }

    Uni<Boolean> signed(SignedJWT token, @Nullable String jwks, @Nullable String jwksUri) {
        if (jwks != null)
            return Uni.createFrom()
                    .item(parsed(jwks)
                            .filter(keys -> Signatures.verifies(token, keys))
                            .isPresent());
        if (jwksUri == null) return Uni.createFrom().item(false);
        var known = fetched.getIfPresent(jwksUri);
        var now = clock.instant();
        if (known != null && now.isBefore(known.at().plus(FRESH)) && Signatures.verifies(token, known.keys()))
            return Uni.createFrom().item(true);
        if (known != null && now.isBefore(known.at().plus(SELDOM)))
            return Uni.createFrom().item(false);
        return fetch(jwksUri).map(keys -> Signatures.verifies(token, keys));
    }

    private Uni<JWKSet> fetch(String url) {
        var none = new Fetched(new JWKSet(), clock.instant());
        fetched.put(url, none); // who comes meanwhile doesn't ask too
        var question = new Question(HttpMethod.GET, URI.create(url), Map.of(), Buffer.buffer());
        return Uni.createFrom()
                .completionStage(() ->
                        http.ask(question, status -> status == FOUND, LONGEST).toCompletionStage())
                .map(answer -> answer.status() == FOUND && answer.whole()
                        ? parsed(answer.body().toString())
                        : Optional.<JWKSet>empty())
                .onFailure()
                .recoverWithItem(failure -> {
                    LOG.warnf("the keys at %s can't be fetched: %s", url, failure);
                    return Optional.empty();
                })
                .map(keys -> keys.orElseGet(JWKSet::new))
                .invoke(keys -> fetched.put(url, new Fetched(keys, none.at())));
    }

    private static Optional<JWKSet> parsed(String jwks) {
        try {
            return Optional.of(JWKSet.parse(jwks)).filter(keys -> keys.size() <= MOST_KEYS);
        } catch (ParseException e) {
            return Optional.empty();
        }
    }
}
