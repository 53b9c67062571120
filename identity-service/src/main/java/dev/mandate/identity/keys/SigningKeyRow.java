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

    void delete(Instant now) {
        publicJwk = "{}";
        privateSealed = null;
        deletedAt = now;
        revision++;
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
