package dev.mandate.identity.keys;

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
import io.vertx.mutiny.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keys of each {@link SigningAlgorithm}. The first start makes one of each; each next one is published a while before it signs, and an old one
 * stays until its last token expired: here, and by {@code identity.keys.v1} in every service. All are in memory; the database is asked every
 * five seconds what other replicas did.
 */
@ApplicationScoped
public class SigningKeys {
    private final KeyRotation rotation;
    private final InstantSource clock;
    private final HeldKeys held;
    private final Vertx vertx;

    SigningKeys(KeyRotation rotation, InstantSource clock, KeyEncryption encryption, Vertx vertx) {
        this.rotation = rotation;
        this.vertx = vertx;
        this.clock = clock;
        this.held = new HeldKeys(encryption);
    }

    void start(@Observes @Priority(10) StartupEvent event) throws Throwable {
        VertxContextSupport.subscribeAndAwait(this::refresh);
    }

    /** Rotates if it is time, and takes what other replicas did. */
    @Scheduled(every = "${mandate.key-check-every:5s}", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> refresh() {
        var before = held.replaced();
        return Panache.withTransaction(() -> rotation.run(Map.of()))
                .chain(rows -> {
                    var missing = rotation.toMake(rows);
                    return missing.isEmpty()
                            ? Uni.createFrom().item(rows)
                            : fresh(missing).chain(fresh -> Panache.withTransaction(() -> rotation.run(fresh)));
                })
                .invoke(rows -> held.saw(before, rows))
                .replaceWithVoid();
    }

    /** Made before any transaction, on a thread that may take its time. */
    private Uni<Map<SigningAlgorithm, JWK>> fresh(Set<SigningAlgorithm> algorithms) {
        return vertx.executeBlocking(() -> KeyRotation.generate(algorithms), false);
    }

    /**
     * The latest whose time has come; the first while the clock is behind all of them.
     *
     * @throws IllegalStateException before the service has started
     */
    public SigningKey signing(SigningAlgorithm algorithm) {
        var keys = held.of(algorithm);
        if (keys.isEmpty()) throw new IllegalStateException("no signing key for " + algorithm + " yet");
        var now = clock.instant();
        var signing = keys.get(0);
        for (var key : keys) if (!now.isBefore(key.signsFrom())) signing = key;
        return signing.key();
    }

    /** Without any private part; the next ones included. Those of access tokens come first. */
    public JWKSet publicKeys() {
        return new JWKSet(held.all().map(SigningKey::publicKey).toList());
    }

    /** That of this id, without any private part; empty for none of ours, or one that was revoked. */
    public Optional<JWK> publicKey(@Nullable String id) {
        return held.all().filter(key -> key.id().equals(id)).findFirst().map(SigningKey::publicKey);
    }

    /**
     * As {@link #publicKey}, or that of a key that went by the schedule while a sign-in of its time may last. What it signed says whom somebody
     * means, and proves nothing.
     */
    public Optional<JWK> onceOurs(@Nullable String id) {
        return publicKey(id).or(() -> held.retired(id));
    }

    /** Revokes every key at once and signs with new ones from now on. Answers the id of that for access tokens. */
    Uni<String> replaceAll(@Nullable Reason reason, Actor by) {
        return fresh(EnumSet.allOf(SigningAlgorithm.class))
                .chain(fresh -> Panache.withTransaction(() -> rotation.emergency(fresh, reason, by)))
                .invoke(held::replace)
                .map(rows -> signing(SigningAlgorithm.ES256).id());
    }
}
