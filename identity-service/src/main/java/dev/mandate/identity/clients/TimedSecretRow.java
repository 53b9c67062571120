package dev.mandate.identity.clients;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A secret with an end. */
@Entity
@Table(name = "client_secrets")
@SuppressWarnings("NullAway.Init")
class TimedSecretRow {
    @Id
    String id;

    @Column(name = "client_id")
    String clientId;

    @Enumerated(EnumType.STRING)
    TimedSecretUse use = TimedSecretUse.TOKENS;

    @Column(name = "secret_hash")
    byte[] secretHash;

    @Column(name = "made_at")
    Instant madeAt;

    @Column(name = "ends_at")
    Instant endsAt;

    /** When it was told that it ends soon; null if it wasn't. */
    @Column(name = "end_told_at")
    @Nullable
    Instant endToldAt;

    /** At the latest then. Whoever sees to that knows it, and isn't told. */
    void endBy(Instant end, Instant now) {
        if (end.isBefore(endsAt)) endsAt = end;
        endToldAt = now;
    }

    /** As far as then, at least. */
    void lengthen(Instant end) {
        if (end.isAfter(endsAt)) endsAt = end;
        endToldAt = null;
    }

    TimedCredentials.Secret secret() {
        return new TimedCredentials.Secret(id, madeAt, endsAt);
    }
}
