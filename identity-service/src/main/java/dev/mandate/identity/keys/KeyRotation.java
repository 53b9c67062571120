package dev.mandate.identity.keys;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.f4b6a3.ulid.UlidCreator;
import com.nimbusds.jose.jwk.JWK;
import dev.mandate.events.administration.Actor;
import dev.mandate.events.administration.Reason;
import dev.mandate.events.identity.AdministrationEvent;
import dev.mandate.events.identity.KeyEvent;
import dev.mandate.events.identity.KeyState;
import dev.mandate.messaging.outbox.Outbox;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Makes, deletes and forgets keys, one replica at a time. Every method needs a transaction and answers all rows in order. */
@ApplicationScoped
class KeyRotation {
    private final SigningKeyStore store;
    private final Outbox outbox;
    private final InstantSource clock;
    private final KeyEncryption encryption;
    private final KeySchedule schedule;

    KeyRotation(SigningKeyStore store, Outbox outbox, InstantSource clock, KeyEncryption encryption, KeyConfig config) {
        this.store = store;
        this.outbox = outbox;
        this.clock = clock;
        this.encryption = encryption;
        this.schedule = new KeySchedule(
                config.keyRotationPeriod(),
                config.keyPublicationLead(),
                config.accessTokenLifetime(),
                config.signInLifetime());
    }

    /** Of which algorithms keys are still to be made, as these rows are. */
    Set<SigningAlgorithm> toMake(List<SigningKeyRow> rows) {
        return schedule.toMake(rows, clock.instant()).keySet();
    }

    /**
     * Does what is due. Costs one query without a lock while nothing is.
     *
     * @param fresh new keys of algorithms that {@link #toMake} named; those are used that are still to be made
     */
    Uni<List<SigningKeyRow>> run(Map<SigningAlgorithm, JWK> fresh) {
        return store.inOrder().chain(rows -> {
            if (!schedule.due(rows, clock.instant())) return Uni.createFrom().item(rows);
            // Looked at again under the lock, in a session that has kept nothing: another replica may just have done
            // it.
            return held().chain(held -> {
                var now = clock.instant();
                var times = schedule.toMake(held, now);
                times.keySet().retainAll(fresh.keySet());
                return make(fresh, times)
                        .chain(this::told)
                        .chain(() -> delete(schedule.toDelete(held, now), row -> row.retire(now)))
                        .chain(() -> forget(schedule.toForget(held, now)))
                        .chain(store::inOrder);
            });
        });
    }

    /**
     * New keys sign at once, and no token of any other key is good any more.
     *
     * @param fresh one of each algorithm
     */
    Uni<List<SigningKeyRow>> emergency(Map<SigningAlgorithm, JWK> fresh, @Nullable Reason reason, Actor by) {
        return store.lockOutOthers()
                .chain(store::revokeRetired)
                .chain(this::held)
                .chain(held -> {
                    var now = clock.instant();
                    var revoked =
                            KeySchedule.live(held).stream().map(row -> row.id).toList();
                    var times = new EnumMap<SigningAlgorithm, Instant>(SigningAlgorithm.class);
                    fresh.keySet().forEach(algorithm -> times.put(algorithm, now));
                    return make(fresh, times)
                            .call(this::told)
                            .chain(made -> outbox.publish(
                                    AdministrationEvent.FAMILY,
                                    new KeyEvent.AllRevoked(
                                            KeySchedule.of(made, SigningAlgorithm.ES256)
                                                    .get(0)
                                                    .id,
                                            revoked,
                                            reason,
                                            by)))
                            .chain(() -> delete(KeySchedule.live(held), row -> row.revoke(now)))
                            .chain(store::inOrder);
                });
    }

    /** New ones, not kept anywhere yet. Takes a while: not on an event loop. */
    static Map<SigningAlgorithm, JWK> generate(Set<SigningAlgorithm> algorithms) {
        var keys = new EnumMap<SigningAlgorithm, JWK>(SigningAlgorithm.class);
        for (var algorithm : algorithms)
            keys.put(
                    algorithm,
                    SigningKey.generate(
                            algorithm,
                            "key_" + UlidCreator.getMonotonicUlid().toString().toLowerCase(Locale.ROOT)));
        return keys;
    }

    private Uni<List<SigningKeyRow>> held() {
        return store.lockOutOthers()
                .chain(Panache::getSession)
                .invoke(Mutiny.Session::clear)
                .chain(store::inOrder);
    }

    private Uni<List<SigningKeyRow>> make(Map<SigningAlgorithm, JWK> fresh, Map<SigningAlgorithm, Instant> signsFrom) {
        var rows = signsFrom.entrySet().stream()
                .map(it -> row(it.getKey(), Objects.requireNonNull(fresh.get(it.getKey())), it.getValue()))
                .toList();
        if (rows.isEmpty()) return Uni.createFrom().item(rows);
        return store.persist(rows)
                .chain(() -> outbox.publishAll(
                        KeyState.FAMILY, rows.stream().map(SigningKeyRow::state).toList()))
                .replaceWith(() -> rows);
    }

    private Uni<Void> told(List<SigningKeyRow> made) {
        return outbox.publishAll(
                AdministrationEvent.FAMILY,
                made.stream()
                        .map(row -> new KeyEvent.Made(row.id, row.signsFrom, null))
                        .toList());
    }

    private Uni<Void> delete(List<SigningKeyRow> rows, Consumer<SigningKeyRow> how) {
        rows.forEach(how);
        return outbox.publishAll(
                KeyState.FAMILY, rows.stream().map(SigningKeyRow::state).toList());
    }

    private Uni<Void> forget(List<SigningKeyRow> rows) {
        var ids = rows.stream().map(row -> row.id).toList();
        if (ids.isEmpty()) return Uni.createFrom().voidItem();
        return outbox.forget(KeyState.FAMILY, ids)
                .chain(() -> store.delete("id IN ?1", ids))
                .replaceWithVoid();
    }

    private SigningKeyRow row(SigningAlgorithm algorithm, JWK key, Instant signsFrom) {
        var row = new SigningKeyRow();
        row.id = key.getKeyID();
        row.algorithm = algorithm;
        row.revision = 1;
        row.publicJwk = key.toPublicJWK().toJSONString();
        row.privateSealed = encryption
                .sealing()
                .seal(SealedFor.SIGNING, row.id, key.toJSONString().getBytes(UTF_8));
        row.createdAt = clock.instant();
        row.signsFrom = signsFrom;
        return row;
    }
}
