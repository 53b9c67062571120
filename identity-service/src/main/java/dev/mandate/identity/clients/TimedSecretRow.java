package dev.mandate.identity.clients;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A secret with an end. */
@Entity
@Table(name = "client_secrets")
@SuppressWarnings("NullAway.Init")
class TimedSecretRow {
    @Id
    String id;

    @Column(name = "client_id")
    String clientId;

    @Column(name = "secret_hash")
    byte[] secretHash;

    @Column(name = "made_at")
    Instant madeAt;

    @Column(name = "ends_at")
    Instant endsAt;

    TimedCredentials.Secret secret() {
        return new TimedCredentials.Secret(id, madeAt, endsAt);
    }
}
