package dev.mandate.identity.transmitters;

import dev.mandate.identity.assertions.PublicKeys;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "transmitters")
@SuppressWarnings("NullAway.Init")
class TransmitterRow {
    @Id
    String issuer;

    String audience;

    @Nullable
    String jwks;

    @Column(name = "jwks_uri")
    @Nullable
    String jwksUri;

    /** Separated by spaces, as below. */
    String events;

    String domains;

    @Column(name = "created_at")
    Instant createdAt;

    long revision;

    @Column(name = "stopped_reason")
    @Nullable
    String stoppedReason;

    List<String> events() {
        return List.of(events.split(" "));
    }

    List<String> keys() {
        return PublicKeys.named(jwks, jwksUri);
    }

    List<String> domains() {
        return List.of(domains.split(" "));
    }
}
