package dev.mandate.identity.outgoing;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import dev.mandate.messaging.result.Result;
import dev.mandate.messaging.security.Jose;
import dev.mandate.messaging.security.Signatures;
import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Public keys of those who publish them, kept for a while and fetched anew when one is asked for that isn't there: they may be changed at any
 * time. Who asks while a look is under way waits for that one. Keys count until others take their place.
 */
public class PublishedKeys {
    private static final Logger LOG = Logger.getLogger(PublishedKeys.class);
    private static final int LONGEST = 64 * 1024;
    private static final int MOST_KEYS = 50;

    /** What a SPIFFE bundle calls keys of JWT-SVIDs, beside those of certificates. */
    private static final String OF_SVIDS = "jwt-svid";

    private final Function<String, Uni<Result<Published, String>>> get;
    private final Pace pace;
    private final Duration outlive;
    private final InstantSource clock;
    private final Cache<String, Kept> cache =
            Caffeine.newBuilder().maximumSize(1_000).build();
    private final UnderWay<Boolean> underWay = new UnderWay<>();

    /**
     * @param get what lies at a URL; refused with why, in words
     * @param outlive how long those count that can't be fetched anew
     */
    public PublishedKeys(
            Function<String, Uni<Result<Published, String>>> get, Pace pace, Duration outlive, InstantSource clock) {
        this.get = get;
        this.pace = pace;
        this.outlive = outlive;
        this.clock = clock;
    }

    /**
     * What was found.
     *
     * @param age how long it is kept
     */
    public record Published(String jwks, Duration age) {}

    /**
     * What lies at a URL, of at most 64 KiB; so many are asked at once.
     *
     * @param age how long what came is kept
     */
    public static Function<String, Uni<Result<Published, String>>> over(
            OutgoingHttp http, int atOnce, Function<OutgoingHttp.Answer, Duration> age) {
        var places = new Semaphore(atOnce);
        return url -> http.get(URI.create(url), LONGEST, places)
                .map(result -> result.map(answer -> new Published(answer.body().toString(), age.apply(answer))));
    }

    /**
     * The same, where whoever publishes names the URL himself: so many of the places are one host's, however many URLs it has.
     *
     * @param ofHost fewer than {@code atOnce}
     */
    public static Function<String, Uni<Result<Published, String>>> over(
            OutgoingHttp http, int atOnce, int ofHost, Function<OutgoingHttp.Answer, Duration> age) {
        return new HostPlaces<Published>(ofHost).within(over(http, atOnce, age));
    }

    /** How often a URL is looked at, so that nobody has us ask without end by keys that nobody has. */
    public record Pace(int looks, Duration within) {}

    /**
     * @param keys null where nothing could be fetched yet
     * @param until when they are looked for again
     * @param looks the last ones, the latest first
     * @param found whether that one found some
     * @param last until when they count if none does
     */
    private record Kept(@Nullable JWKSet keys, Instant until, List<Instant> looks, boolean found, Instant last) {}

    /**
     * Looks for the keys, unless the one of this id is known, or any where the token names none.
     *
     * @return whether it found some for whoever asks here, who knows then what was published when he asked
     */
    public Uni<Boolean> ready(String url, @Nullable String key) {
        return ready(url, keys -> key == null || keys.getKeyByKeyId(key) != null);
    }

    /**
     * Looks for the keys, unless those that are known are enough or were just looked for. Needs no transaction, and holds none up.
     *
     * @return as above
     */
    public Uni<Boolean> ready(String url, Predicate<JWKSet> enough) {
        var kept = cache.getIfPresent(url);
        var now = clock.instant();
        var isReady = kept != null
                && (!mayLook(kept, now)
                        || now.isBefore(kept.until()) && kept.keys() != null && enough.test(kept.keys()));
        if (isReady) return Uni.createFrom().item(false);
        var own = new AtomicBoolean();
        return underWay.once(url, it -> {
                    own.set(true);
                    return look(it);
                })
                .map(found -> found && own.get());
    }

    private boolean mayLook(Kept kept, Instant now) {
        var looks = kept.looks();
        return looks.size() < pace.looks()
                || !now.isBefore(looks.get(pace.looks() - 1).plus(pace.within()));
    }

    /** Those that count now; empty where none are known. Asks nobody. */
    public Optional<JWKSet> known(String url) {
        return Optional.ofNullable(cache.getIfPresent(url))
                .filter(kept -> clock.instant().isBefore(kept.last()))
                .map(Kept::keys);
    }

    /**
     * Whether this key may be published and isn't known: the last look failed, or was before anybody asked for it.
     *
     * @param looked what {@link #ready} said
     */
    public boolean mayLack(String url, @Nullable String key, boolean looked) {
        var kept = cache.getIfPresent(url);
        return kept == null
                || !kept.found()
                || kept.keys() == null
                || !looked && (key == null || kept.keys().getKeyByKeyId(key) == null);
    }

    /** The result is whether some were found. */
    private Uni<Boolean> look(String url) {
        return get.apply(url)
                .onFailure()
                .recoverWithItem(failure -> Result.refused(String.valueOf(failure.getMessage())))
                .map(answered -> keep(url, answered));
    }

    private boolean keep(String url, Result<Published, String> answered) {
        var before = Optional.ofNullable(cache.getIfPresent(url));
        var now = clock.instant();
        var looks = Stream.concat(Stream.of(now), before.stream().flatMap(kept -> kept.looks().stream()))
                .limit(pace.looks())
                .toList();
        var kept = answered.then(published -> read(published.jwks())
                        .map(keys -> new Kept(keys, now.plus(published.age()), looks, true, now.plus(outlive))))
                .<Optional<Kept>>fold(Optional::of, why -> failed(url, why, before, looks));
        kept.ifPresent(it -> cache.put(url, it));
        return kept.filter(Kept::found).isPresent();
    }

    /** What is known from now on; empty where nobody was asked, so that the next who wants a key may. */
    private static Optional<Kept> failed(String url, String why, Optional<Kept> before, List<Instant> looks) {
        var asked = !why.equals(OutgoingHttp.TOO_MANY);
        LOG.logf(asked ? Logger.Level.WARN : Logger.Level.DEBUG, "the keys at %s can't be fetched: %s", url, why);
        var now = looks.get(0);
        return asked
                ? Optional.of(before.map(kept -> new Kept(kept.keys(), now, looks, false, kept.last()))
                        .orElseGet(() -> new Kept(null, now, looks, false, now)))
                : Optional.empty();
    }

    /** Public keys alone by which is signed; of a SPIFFE bundle those of JWT-SVIDs. */
    static Result<JWKSet, String> read(String text) {
        try {
            var keys = new ArrayList<JWK>();
            for (var key : Jose.keys(text).getKeys()) {
                if (key.isPrivate() || !OF_SVIDS.equals(use(key)) && !signs(key)) continue;
                var members = new HashMap<>(key.toJSONObject());
                members.remove("use");
                var plain = JWK.parse(members);
                if (!Signatures.of(plain).isEmpty()) keys.add(plain);
            }
            if (keys.isEmpty() || keys.size() > MOST_KEYS)
                return Result.refused("it has no key, or more than " + MOST_KEYS);
            return Result.done(new JWKSet(keys));
        } catch (ParseException e) {
            return Result.refused("it is no JWK set");
        }
    }

    private static boolean signs(JWK key) {
        return use(key).isEmpty() || use(key).equals("sig");
    }

    private static String use(JWK key) {
        return key.getKeyUse() == null ? "" : key.getKeyUse().getValue();
    }
}
