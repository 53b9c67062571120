package dev.mandate.identity.keys;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

@Entity
@Table(name = "signing_keys")
@SuppressWarnings("NullAway.Init")
class SigningKeyRow {
    @Id
    String id;

    @Column(name = "public_jwk")
    String publicJwk;

    @Column(name = "private_sealed")
    byte[] privateSealed;

    @Column(name = "created_at")
    Instant createdAt;
}
