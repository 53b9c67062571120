package dev.mandate.identity.credentials;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "passkeys")
@SuppressWarnings("NullAway.Init")
class PasskeyRow {
    @Id
    String id;

    @Column(name = "credential_id")
    byte[] credentialId;

    @Column(name = "person_id")
    String personId;

    /** What the person calls it. */
    String name;

    /** Attested credential data as WebAuthn has it: AAGUID, credential id and public key. */
    byte[] credential;

    long counter;

    /** Whether the authenticator may copy it to others; such a key can't be told from its copies, and its counter stays 0. */
    @Column(name = "backup_eligible")
    boolean backupEligible;

    @Column(name = "backed_up")
    boolean backedUp;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "last_used_at")
    @Nullable
    Instant lastUsedAt;
}
