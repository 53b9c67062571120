package dev.mandate.identity.keys;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import dev.mandate.events.administration.Actor;
import dev.mandate.events.administration.Reason;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.text.ParseException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * ES256 keys. The first start makes one; each next one is published a while before it signs, and an old one stays until its last
 * token expired: here, and by {@code identity.keys.v1} in every service. All are in memory; the database is asked every five seconds
 * what other replicas did.
 */
@ApplicationScoped
public class SigningKeys {
    private final KeyRotation rotation;
    private final InstantSource clock;
    private final KeySeal seal;
    private volatile List<Held> held = List.of();

    SigningKeys(KeyRotation rotation, InstantSource clock, KeyConfig config) {
        this.rotation = rotation;
        this.clock = clock;
        this.seal = new KeySeal(config.keyEncryptionSecret());
    }

    void start(@Observes @Priority(10) StartupEvent event) throws Throwable {
        VertxContextSupport.subscribeAndAwait(this::refresh);
    }

    /** Rotates if it is time, and takes what other replicas did. */
    @Scheduled(every = "${mandate.key-check-every:5s}", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> refresh() {
        return Panache.withTransaction(rotation::run).invoke(this::use).replaceWithVoid();
    }

    /**
     * The latest whose time has come; the first while the clock is behind all of them.
     *
     * @throws IllegalStateException before the service has started
     */
    public ECKey signing() {
        var keys = held;
        if (keys.isEmpty()) throw new IllegalStateException("no signing key yet");
        var now = clock.instant();
        var signing = keys.get(0);
        for (var key : keys) if (!now.isBefore(key.signsFrom())) signing = key;
        return signing.key();
    }

    /** Without any private part; the next one included. */
    public JWKSet publicKeys() {
        return new JWKSet(held.stream().<JWK>map(key -> key.key().toPublicJWK()).toList());
    }

    /** Revokes every key at once and signs with a new one from now on. Answers that one's id. */
    Uni<String> replaceAll(@Nullable Reason reason, Actor by) {
        return Panache.withTransaction(() -> rotation.emergency(reason, by))
                .invoke(this::use)
                .map(rows -> signing().getKeyID());
    }

    private void use(List<SigningKeyRow> rows) {
        var live = KeySchedule.live(rows);
        var times = live.stream().map(row -> new Times(row.id, row.signsFrom)).toList();
        if (times.equals(held.stream().map(Held::times).toList())) return;
        held = live.stream().map(this::open).toList();
    }

    private Held open(SigningKeyRow row) {
        var sealed = row.privateSealed;
        if (sealed == null) throw new IllegalStateException("signing key " + row.id + " has no private part");
        try {
            return new Held(ECKey.parse(new String(seal.open(row.id, sealed), UTF_8)), row.signsFrom);
        } catch (ParseException e) {
            throw new IllegalStateException("a row of signing_keys holds no key", e);
        }
    }

    private record Times(String id, Instant signsFrom) {}

    private record Held(ECKey key, Instant signsFrom) {
        Times times() {
            return new Times(key.getKeyID(), signsFrom);
        }
    }
}
