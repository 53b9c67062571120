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
import jakarta.inject.Inject;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Whether a transmitter signed something, by the keys that were registered for it or that it publishes. Those are fetched once an hour, and
 * for a signature by none of them at most once a minute, whatever is sent. Keys count until others take their place: who sends rubbish, or
 * keeps them from being fetched, has nobody's signals refused.
 */
@ApplicationScoped
class TransmitterKeys {
    private static final Logger LOG = Logger.getLogger(TransmitterKeys.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration FRESH = Duration.ofHours(1);
    /** How long those count that can't be fetched anew. */
    private static final Duration OUTLIVE = Duration.ofDays(1);

    /** Between two looks, and so until when it is worth telling a signal again whose key wasn't known. */
    static final Duration SELDOM = Duration.ofMinutes(1);

    private static final int LONGEST = 64 * 1024;
    private static final int MOST_KEYS = 20;
    private static final int AT_ONCE = 4;
    private static final int FOUND = 200;

    private final Function<String, Uni<Optional<String>>> published;
    private final InstantSource clock;
    private final boolean onLoopback;
    private final Cache<String, Kept> cache =
            Caffeine.newBuilder().maximumSize(1_000).build();

    @Inject
    TransmitterKeys(Vertx vertx, TransmitterConfig config, InstantSource clock) {
        this(published(vertx, config.onLoopback()), config.onLoopback(), clock);
    }

    /** @param published what stands at a URL; empty, or a failure, where that can't be had */
    TransmitterKeys(Function<String, Uni<Optional<String>>> published, boolean onLoopback, InstantSource clock) {
        this.published = published;
        this.onLoopback = onLoopback;
        this.clock = clock;
    }

    /** Who signed it. */
    enum Signer {
        TRANSMITTER,
        ANOTHER,
        /** Its key may be one that can't be had right now. */
        UNKNOWN
    }

    /**
     * @param keys null where none could be fetched yet
     * @param fetched when they were
     * @param looked when they were looked for last
     * @param found whether that look found some
     */
    private record Kept(@Nullable JWKSet keys, Instant fetched, Instant looked, boolean found) {
        boolean verifies(SignedJWT token, Instant now) {
            return keys != null && now.isBefore(fetched.plus(OUTLIVE)) && Signatures.verifies(token, keys);
        }

        /** Published since the last look, perhaps. */
        boolean mayLack(@Nullable String key) {
            return keys == null || !found || key == null || keys.getKeyByKeyId(key) == null;
        }
    }

    /** @throws IllegalArgumentException for an address at which no keys are looked for, in words */
    String check(String url) {
        var uri = URI.create(url);
        if (uri.getHost() != null
                && uri.getRawUserInfo() == null
                && uri.getRawFragment() == null
                && ("https".equals(uri.getScheme()) || onLoopback && "http".equals(uri.getScheme()))) return url;
        throw new IllegalArgumentException("an https URL");
    }

    Uni<Signer> signer(SignedJWT token, @Nullable String jwks, @Nullable String jwksUri) {
        if (jwks != null)
            return Uni.createFrom()
                    .item(parsed(jwks)
                            .filter(keys -> Signatures.verifies(token, keys))
                            .map(keys -> Signer.TRANSMITTER)
                            .orElse(Signer.ANOTHER));
        if (jwksUri == null) return Uni.createFrom().item(Signer.ANOTHER);
        var now = clock.instant();
        var known = cache.getIfPresent(jwksUri);
        if (known != null) {
            var justLooked = now.isBefore(known.looked().plus(SELDOM));
            if ((justLooked || now.isBefore(known.fetched().plus(FRESH))) && known.verifies(token, now))
                return Uni.createFrom().item(Signer.TRANSMITTER);
            if (justLooked)
                return Uni.createFrom()
                        .item(known.mayLack(token.getHeader().getKeyID()) ? Signer.UNKNOWN : Signer.ANOTHER);
        }
        return look(jwksUri, known, now)
                .map(kept -> kept.verifies(token, now)
                        ? Signer.TRANSMITTER
                        : kept.found() ? Signer.ANOTHER : Signer.UNKNOWN);
    }

    private Uni<Kept> look(String url, @Nullable Kept known, Instant now) {
        var before =
                known == null ? new Kept(null, now, now, false) : new Kept(known.keys(), known.fetched(), now, false);
        cache.put(url, before); // who comes meanwhile doesn't ask too
        return published
                .apply(url)
                .map(body -> body.flatMap(TransmitterKeys::parsed))
                .onFailure()
                .recoverWithItem(failure -> {
                    LOG.warnf("the keys at %s can't be fetched: %s", url, failure);
                    return Optional.empty();
                })
                .map(keys -> keys.map(it -> new Kept(it, now, now, true)).orElse(before))
                .invoke(kept -> cache.put(url, kept));
    }

    private static Function<String, Uni<Optional<String>>> published(Vertx vertx, boolean onLoopback) {
        var http = new OutgoingHttp(vertx, new HttpClientOptions().setMaxPoolSize(AT_ONCE), PATIENCE, onLoopback);
        return url -> {
            var question = new Question(HttpMethod.GET, URI.create(url), Map.of(), Buffer.buffer());
            return Uni.createFrom()
                    .completionStage(() -> http.ask(question, status -> status == FOUND, LONGEST)
                            .toCompletionStage())
                    .map(answer -> Optional.of(answer)
                            .filter(it -> it.status() == FOUND && it.whole())
                            .map(it -> it.body().toString()));
        };
    }

    private static Optional<JWKSet> parsed(String jwks) {
        try {
            return Optional.of(JWKSet.parse(jwks)).filter(keys -> keys.size() <= MOST_KEYS);
        } catch (ParseException e) {
            return Optional.empty();
        }
    }
}
