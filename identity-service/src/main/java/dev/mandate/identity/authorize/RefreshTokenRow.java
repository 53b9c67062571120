package dev.mandate.identity.authorize;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "refresh_tokens")
@SuppressWarnings("NullAway.Init")
class RefreshTokenRow {
    /** SHA-256 in hexadecimal digits, see {@link RefreshTokenStore#name}. */
    @Id
    @Column(name = "token_hash")
    String tokenHash;

    @Column(name = "authorization_id")
    String authorizationId;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "used_at")
    @Nullable
    Instant usedAt;
}
