package dev.mandate.identity.credentials;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

@Entity
@Table(name = "passwords")
@SuppressWarnings("NullAway.Init")
class PasswordRow {
    @Id
    @Column(name = "person_id")
    String personId;

    /** Argon2id, a PHC string. */
    String hash;

    @Column(name = "set_at")
    Instant setAt;
}
