package dev.mandate.events.identity;

import dev.mandate.events.cloudevents.EventFamily;
import dev.mandate.events.cloudevents.StateRecord;
import dev.mandate.events.topics.TopicCatalogue;
import java.util.Map;
import java.util.Objects;

/**
 * State on {@code identity.keys.v1}, keyed by {@link #keyId()}: a public key that tokens may be signed with.
 *
 * @param jwk the public JWK; no private member is ever here
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7517">RFC 7517</a>
 */
public record KeyState(String keyId, long revision, boolean deleted, Map<String, Object> jwk) implements StateRecord {
    public static final EventFamily<KeyState> FAMILY =
            new EventFamily<>(TopicCatalogue.IDENTITY_KEYS, Map.of("identity.key.v1", KeyState.class), KeyState::keyId);

    public KeyState {
        Objects.requireNonNull(keyId, "keyId is missing");
        if (revision < 1) throw new IllegalArgumentException("revision starts at 1");
        jwk = jwk == null ? Map.of() : jwk;
        jwk.forEach((name, value) -> Objects.requireNonNull(value, () -> "jwk must not have the null member " + name));
        jwk = Map.copyOf(jwk);
        for (var secret : new String[] {"d", "p", "q", "dp", "dq", "qi", "oth", "k"})
            if (jwk.containsKey(secret)) throw new IllegalArgumentException("a private key must not be published");
    }
}
