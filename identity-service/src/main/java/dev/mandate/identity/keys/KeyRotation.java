package dev.mandate.identity.keys;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.f4b6a3.ulid.UlidCreator;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
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
import java.util.List;
import java.util.Locale;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Makes, deletes and forgets keys, one replica at a time. Every method needs a transaction and answers all rows in order. */
@ApplicationScoped
class KeyRotation {
    private final SigningKeyStore store;
    private final Outbox outbox;
    private final InstantSource clock;
    private final KeySeal seal;
    private final KeySchedule schedule;

    KeyRotation(SigningKeyStore store, Outbox outbox, InstantSource clock, KeyConfig config) {
        this.store = store;
        this.outbox = outbox;
        this.clock = clock;
        this.seal = new KeySeal(config.keyEncryptionSecret());
        this.schedule =
                new KeySchedule(config.keyRotationPeriod(), config.keyPublicationLead(), config.accessTokenLifetime());
    }

    /** Does what is due. Costs one query without a lock while nothing is. */
    Uni<List<SigningKeyRow>> run() {
        return store.inOrder().chain(rows -> {
            if (!schedule.due(rows, clock.instant())) return Uni.createFrom().item(rows);
            // Looked at again under the lock, in a session that has kept nothing: another replica may just have done
            // it.
            return held().chain(held -> {
                var now = clock.instant();
                return make(schedule.nextSignsFrom(held, now).stream().toList())
                        .chain(this::told)
                        .chain(() -> delete(schedule.toDelete(held, now), now))
                        .chain(() -> forget(schedule.toForget(held, now)))
                        .chain(store::inOrder);
            });
        });
    }

    /** A new key signs at once, and no token of any other key is good any more. */
    Uni<List<SigningKeyRow>> emergency(@Nullable Reason reason, Actor by) {
        return held().chain(held -> {
            var now = clock.instant();
            var revoked = KeySchedule.live(held).stream().map(row -> row.id).toList();
            return make(List.of(now))
                    .chain(made -> outbox.publishAll(
                            AdministrationEvent.FAMILY,
                            made.stream()
                                    .map(row -> new KeyEvent.AllRevoked(row.id, revoked, reason, by))
                                    .toList()))
                    .chain(() -> delete(KeySchedule.live(held), now))
                    .chain(store::inOrder);
        });
    }

    private Uni<List<SigningKeyRow>> held() {
        return store.lockOutOthers()
                .chain(Panache::getSession)
                .invoke(Mutiny.Session::clear)
                .chain(store::inOrder);
    }

    private Uni<List<SigningKeyRow>> make(List<Instant> signsFrom) {
        if (signsFrom.isEmpty()) return Uni.createFrom().item(List.of());
        var row = key(signsFrom.get(0));
        return store.persist(row)
                .chain(() -> outbox.publish(KeyState.FAMILY, row.state()))
                .replaceWith(() -> List.of(row));
    }

    private Uni<Void> told(List<SigningKeyRow> made) {
        return outbox.publishAll(
                AdministrationEvent.FAMILY,
                made.stream()
                        .map(row -> new KeyEvent.Made(row.id, row.signsFrom, null))
                        .toList());
    }

    private Uni<Void> delete(List<SigningKeyRow> rows, Instant now) {
        rows.forEach(row -> row.delete(now));
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

    private SigningKeyRow key(Instant signsFrom) {
        var id = "key_" + UlidCreator.getMonotonicUlid().toString().toLowerCase(Locale.ROOT);
        var key = generate(id);
        var row = new SigningKeyRow();
        row.id = id;
        row.revision = 1;
        row.publicJwk = key.toPublicJWK().toJSONString();
        row.privateSealed = seal.seal(id, key.toJSONString().getBytes(UTF_8));
        row.createdAt = clock.instant();
        row.signsFrom = signsFrom;
        return row;
    }

    private static ECKey generate(String id) {
        try {
            return new ECKeyGenerator(Curve.P_256)
                    .keyID(id)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.ES256)
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException("cannot generate a signing key", e);
        }
    }
}
