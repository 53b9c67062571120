package dev.mandate.identity.workloads.bound;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.jwk.JWKSet;
import dev.mandate.identity.workloads.bound.KeyFetch.Failure;
import dev.mandate.identity.workloads.bound.KeyFetch.Fetched;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Public keys of issuers that publish them, kept for a while and fetched anew when one is asked for that isn't there: an issuer may change them
 * at any time. Between two looks lie 30 seconds at least, so that nobody has us ask without end by keys that nobody has;
 * and who asks while one is under way waits for that, so that a slow issuer takes one place and leaves the others to others.
 */
@ApplicationScoped
class PlatformKeys {
    private static final Logger LOG = Logger.getLogger(PlatformKeys.class);
    private static final Pattern MAX_AGE = Pattern.compile("(?:^|[\\s,])max-age=(\\d{1,8})(?:$|[\\s,])");
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(30);

    private final Function<String, Uni<Result<Fetched, Failure>>> fetch;
    private final Duration usual;
    private final Duration outlive;
    private final InstantSource clock;
    private final Cache<String, Kept> cache =
            Caffeine.newBuilder().maximumSize(1_000).build();
    private final ConcurrentHashMap<String, Uni<Void>> underWay = new ConcurrentHashMap<>();

    @Inject
    PlatformKeys(KeyFetch fetch, PlatformConfig config, InstantSource clock) {
        this(fetch::get, config.keysKept(), config.keysOutlive(), clock);
    }

    /**
     * @param usual how long keys are kept whose publisher doesn't say
     * @param outlive how long those count that can't be fetched anew
     */
    PlatformKeys(
            Function<String, Uni<Result<Fetched, Failure>>> fetch,
            Duration usual,
            Duration outlive,
            InstantSource clock) {
        this.fetch = fetch;
        this.usual = usual;
        this.outlive = outlive;
        this.clock = clock;
    }

    /**
     * @param keys null where nothing could be fetched
     * @param until when they are looked for again
     * @param looked when that was done last
     * @param last until when they count if that fails
     */
    private record Kept(@Nullable JWKSet keys, Instant until, Instant looked, Instant last) {
        boolean has(@Nullable String key) {
            return keys != null && (key == null || keys.getKeyByKeyId(key) != null);
        }
    }

    /** Those that count now, as JSON; empty where none are known. Asks nobody. */
    Optional<String> known(String url) {
        return Optional.ofNullable(cache.getIfPresent(url))
                .filter(kept -> clock.instant().isBefore(kept.last()))
                .map(Kept::keys)
                .map(keys -> keys.toString(true));
    }

    /** Whether there is nothing to look for, since this key is known, or was just looked for. */
    boolean knows(String url, @Nullable String key) {
        var kept = cache.getIfPresent(url);
        var now = clock.instant();
        return kept != null
                && (now.isBefore(kept.looked().plus(BETWEEN_LOOKS)) || now.isBefore(kept.until()) && kept.has(key));
    }

    /** Needs no transaction, and holds none up. Goes on where it was called, whoever else waits for the same. */
    Uni<Void> look(String url) {
        var look = underWay.computeIfAbsent(url, this::once);
        var context = Vertx.currentContext();
        return context == null ? look : look.emitOn(task -> context.runOnContext(ignored -> task.run()));
    }

    private Uni<Void> once(String url) {
        return Uni.createFrom()
                .deferred(() -> fetch.apply(url))
                .invoke(result -> keep(url, result))
                .onTermination()
                .invoke(() -> underWay.remove(url))
                .replaceWithVoid()
                .memoize()
                .indefinitely();
    }

    private void keep(String url, Result<Fetched, Failure> result) {
        var now = clock.instant();
        result.<Optional<Kept>>fold(
                        fetched -> Optional.of(new Kept(
                                fetched.keys(), now.plus(age(fetched.cacheControl(), usual)), now, now.plus(outlive))),
                        failure -> failed(url, failure, now))
                .ifPresent(kept -> cache.put(url, kept));
    }

    /** What is known from now on; empty where nobody was asked, so that the next who wants a key may. */
    private Optional<Kept> failed(String url, Failure failure, Instant now) {
        LOG.logf(
                failure.asked() ? Logger.Level.WARN : Logger.Level.DEBUG,
                "the keys at %s can't be fetched: %s",
                url,
                failure.why());
        if (!failure.asked()) return Optional.empty();
        var before = cache.getIfPresent(url);
        return Optional.of(
                before == null ? new Kept(null, now, now, now) : new Kept(before.keys(), now, now, before.last()));
    }

    /** As the publisher says, within bounds. */
    static Duration age(String cacheControl, Duration usual) {
        if (cacheControl.contains("no-store") || cacheControl.contains("no-cache")) return SHORTEST;
        var said = MAX_AGE.matcher(cacheControl);
        var age = said.find() ? Duration.ofSeconds(Long.parseLong(said.group(1))) : usual;
        if (age.compareTo(SHORTEST) < 0) return SHORTEST;
        return age.compareTo(LONGEST) > 0 ? LONGEST : age;
    }
}
