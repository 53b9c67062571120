package dev.mandate.identity.clients;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "clients")
@SuppressWarnings("NullAway.Init")
class ClientRow {
    @Id
    String id;

    String name;

    /** Separated by spaces. */
    String scopes;

    @Column(name = "secret_hash")
    byte @Nullable [] secretHash;

    @Nullable
    String jwks;

    @Column(name = "created_at")
    Instant createdAt;

    Client client() {
        return new Client(id, Scopes.parse(scopes), secretHash, jwks);
    }
}
