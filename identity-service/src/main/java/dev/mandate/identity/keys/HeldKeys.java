package dev.mandate.identity.keys;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.jwk.JWK;
import java.text.ParseException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The signing keys in memory, as the database had them last. What was read before they were replaced is never taken after that: a key that may
 * have become known would sign again, until the next look.
 */
final class HeldKeys {
    private final KeyEncryption encryption;
    private volatile Map<SigningAlgorithm, List<Held>> held = Map.of();
    private volatile Map<String, JWK> retired = Map.of();
    private long replaced;

    HeldKeys(KeyEncryption encryption) {
        this.encryption = encryption;
    }

    /** How often they have been replaced: what a look at the database begins with, and hands in with what it saw. */
    synchronized long replaced() {
        return replaced;
    }

    /** What a look saw that began when they had been replaced so often. */
    synchronized void saw(long replacedBefore, List<SigningKeyRow> rows) {
        if (replacedBefore == replaced) use(rows);
    }

    /** What they are from now on, whatever was seen before. */
    synchronized void replace(List<SigningKeyRow> rows) {
        replaced++;
        use(rows);
    }

    /** Of this algorithm, in the order in which they sign. */
    List<Held> of(SigningAlgorithm algorithm) {
        return held.getOrDefault(algorithm, List.of());
    }

    /** All of them, those of access tokens first. */
    Stream<SigningKey> all() {
        return held.values().stream().flatMap(List::stream).map(Held::key);
    }

    /** The public part of one that went by the schedule while a sign-in of its time may last. */
    Optional<JWK> retired(@Nullable String id) {
        return Optional.ofNullable(id).map(retired::get);
    }

    private void use(List<SigningKeyRow> rows) {
        var gone = KeySchedule.retired(rows);
        if (!retired.keySet().equals(gone.stream().map(row -> row.id).collect(Collectors.toSet())))
            retired = gone.stream().collect(Collectors.toUnmodifiableMap(row -> row.id, SigningKeyRow::publicKey));
        var live = KeySchedule.live(rows);
        var times = live.stream().map(row -> new Times(row.id, row.signsFrom)).collect(Collectors.toSet());
        var known = held.values().stream().flatMap(keys -> keys.stream().map(Held::times));
        if (times.equals(known.collect(Collectors.toSet()))) return;
        var now = new EnumMap<SigningAlgorithm, List<Held>>(SigningAlgorithm.class);
        for (var algorithm : SigningAlgorithm.values())
            now.put(
                    algorithm,
                    KeySchedule.of(live, algorithm).stream().map(this::open).toList());
        held = now;
    }

    private Held open(SigningKeyRow row) {
        var sealed = row.privateSealed;
        if (sealed == null) throw new IllegalStateException("signing key " + row.id + " has no private part");
        try {
            var key = JWK.parse(new String(encryption.sealing().open(SealedFor.SIGNING, row.id, sealed), UTF_8));
            return new Held(SigningKey.of(row.algorithm, key), row.signsFrom);
        } catch (ParseException e) {
            throw new IllegalStateException("a row of signing_keys holds no key", e);
        }
    }

    private record Times(String id, Instant signsFrom) {}

    record Held(SigningKey key, Instant signsFrom) {
        private Times times() {
            return new Times(key.id(), signsFrom);
        }
    }
}
