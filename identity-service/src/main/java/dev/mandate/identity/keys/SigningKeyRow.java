package dev.mandate.identity.keys;

import com.nimbusds.jose.jwk.JWK;
import dev.mandate.events.identity.KeyState;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.text.ParseException;
import java.time.Instant;
import java.util.Map;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;

@Entity
@DynamicUpdate // what is sealed anew beside it stays
@Table(name = "signing_keys")
@SuppressWarnings("NullAway.Init")
class SigningKeyRow {
    static final String NO_KEY = "{}";

    @Id
    String id;

    @Enumerated(EnumType.STRING)
    SigningAlgorithm algorithm;

    long revision;

    @Column(name = "public_jwk")
    String publicJwk;

    /** Null once it is deleted. */
    @Column(name = "private_sealed")
    byte @Nullable [] privateSealed;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "signs_from")
    Instant signsFrom;

    @Column(name = "deleted_at")
    @Nullable
    Instant deletedAt;

    /** Signs no more and opens nothing; its public part stays for {@linkplain SigningKeys#onceOurs hints}. */
    void retire(Instant now) {
        privateSealed = null;
        deletedAt = now;
        revision++;
    }

    /** The same, and what it signed says nothing any more. */
    void revoke(Instant now) {
        retire(now);
        publicJwk = NO_KEY;
    }

    boolean isRetired() {
        return deletedAt != null && !NO_KEY.equals(publicJwk);
    }

    KeyState state() {
        var deleted = deletedAt != null;
        return new KeyState(
                id, revision, deleted, deleted ? Map.of() : publicKey().toJSONObject());
    }

    JWK publicKey() {
        try {
            return JWK.parse(publicJwk);
        } catch (ParseException e) {
            throw new IllegalStateException("a row of signing_keys holds no JWK", e);
        }
    }
}
