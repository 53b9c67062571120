package dev.mandate.identity.credentials;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;

@Entity
@DynamicUpdate // what is sealed anew beside it stays
@Table(name = "authenticators")
@SuppressWarnings("NullAway.Init")
class AuthenticatorRow {
    @Id
    @Column(name = "person_id")
    String personId;

    @Column(name = "sealed_secret")
    byte[] sealedSecret;

    /** The step of the last code that was used; no earlier one counts any more. */
    @Column(name = "last_step")
    long lastStep;

    @Column(name = "set_at")
    Instant setAt;

    @Column(name = "last_used_at")
    @Nullable
    Instant lastUsedAt;
}
