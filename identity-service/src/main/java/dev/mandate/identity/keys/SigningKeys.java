package dev.mandate.identity.keys;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.f4b6a3.ulid.UlidCreator;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import dev.mandate.events.identity.KeyState;
import dev.mandate.messaging.outbox.Outbox;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * ES256 keys. The first start makes one; the newest signs; every one that was ever made verifies, here and, by
 * {@code identity.keys.v1}, in every service.
 */
@ApplicationScoped
public class SigningKeys {
    private final SigningKeyStore store;
    private final Outbox outbox;
    private final InstantSource clock;
    private final KeySeal seal;
    private volatile @Nullable ECKey signing;
    private volatile JWKSet publicKeys = new JWKSet();

    SigningKeys(SigningKeyStore store, Outbox outbox, InstantSource clock, KeyConfig config) {
        this.store = store;
        this.outbox = outbox;
        this.clock = clock;
        this.seal = new KeySeal(config.keyEncryptionSecret());
    }

    void start(@Observes @Priority(10) StartupEvent event) throws Throwable {
        VertxContextSupport.subscribeAndAwait(() -> Panache.withTransaction(this::load));
    }

    /** @throws IllegalStateException before the service has started */
    public ECKey signing() {
        var key = signing;
        if (key == null) throw new IllegalStateException("no signing key yet");
        return key;
    }

    /** Without any private part. */
    public JWKSet publicKeys() {
        return publicKeys;
    }

    private Uni<Void> load() {
        return store.lockOutOthers()
                .chain(store::oldestFirst)
                .chain(rows ->
                        rows.isEmpty() ? make().map(List::of) : Uni.createFrom().item(rows))
                .invoke(this::use)
                .replaceWithVoid();
    }

    private void use(List<SigningKeyRow> rows) {
        var newest = rows.get(rows.size() - 1);
        signing = (ECKey) parse(new String(seal.open(newest.id, newest.privateSealed), UTF_8));
        publicKeys = new JWKSet(rows.stream().map(row -> parse(row.publicJwk)).toList());
    }

    private Uni<SigningKeyRow> make() {
        var id = "key_" + UlidCreator.getMonotonicUlid().toString().toLowerCase(Locale.ROOT);
        var key = generate(id);
        var row = new SigningKeyRow();
        row.id = id;
        row.publicJwk = key.toPublicJWK().toJSONString();
        row.privateSealed = seal.seal(id, key.toJSONString().getBytes(UTF_8));
        row.createdAt = clock.instant();
        var state = new KeyState(id, 1, false, key.toPublicJWK().toJSONObject());
        return store.persist(row)
                .chain(() -> outbox.publish(KeyState.FAMILY, state))
                .replaceWith(row);
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

    private static JWK parse(String json) {
        try {
            return JWK.parse(json);
        } catch (ParseException e) {
            throw new IllegalStateException("a row of signing_keys holds no JWK", e);
        }
    }
}
