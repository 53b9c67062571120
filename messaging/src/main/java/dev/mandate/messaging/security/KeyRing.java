package dev.mandate.messaging.security;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import dev.mandate.events.identity.KeyState;
import dev.mandate.messaging.projection.StateListener;
import dev.mandate.messaging.projection.StateProjection;
import dev.mandate.messaging.projection.StateProjections;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The public keys that identity-service signs access tokens with, by key id: those for ES256. What it signs ID tokens and signals with besides
 * is on the same topic, and opens nothing here.
 */
@ApplicationScoped
class KeyRing implements StateListener<KeyState>, JWKSource<SecurityContext> {
    private static final Logger LOG = Logger.getLogger(KeyRing.class);

    private final Map<String, ECKey> keys = new ConcurrentHashMap<>();
    private final StateProjection<KeyState> projection;

    @Inject
    KeyRing(StateProjections projections) {
        projection = projections.of(KeyState.FAMILY, this);
    }

    void start(@Observes StartupEvent event) {
        projection.start();
    }

    void stop(@Observes ShutdownEvent event) {
        projection.close();
    }

    /** True once every key was read that was there when this replica began. */
    boolean complete() {
        return projection.caughtUp();
    }

    @Nullable
    ECKey find(String keyId) {
        return keys.get(keyId);
    }

    @Override
    public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context) {
        var ids = selector.getMatcher().getKeyIDs();
        if (ids == null) return List.of();
        var named = ids.stream()
                .map(keys::get)
                .filter(Objects::nonNull)
                .<JWK>map(key -> key)
                .toList();
        return selector.select(new JWKSet(named));
    }

    @Override
    public void applied(KeyState state) {
        if (state.deleted()) {
            keys.remove(state.keyId());
            return;
        }
        try {
            var key = JWK.parse(state.jwk());
            var algorithms = Signatures.of(key);
            if (key instanceof ECKey onCurve && algorithms.contains(JWSAlgorithm.ES256)) {
                keys.put(state.keyId(), onCurve);
                return;
            }
            if (algorithms.isEmpty())
                LOG.warnf("key %s is of a kind that is not taken, tokens signed with it are refused", state.keyId());
        } catch (ParseException e) {
            LOG.warnf("key %s is not a JWK, tokens signed with it are refused", state.keyId());
        }
        keys.remove(state.keyId());
    }

    @Override
    public void unreadable(String key, String reason) {
        keys.remove(key);
    }

    @Override
    public void removed(String key) {
        keys.remove(key);
    }
}
