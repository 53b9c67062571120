package dev.mandate.identity.credentials;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

@Entity
@Table(name = "invitations")
@SuppressWarnings("NullAway.Init")
class InvitationRow {
    @Id
    @Column(name = "person_id")
    String personId;

    @Column(name = "token_hash")
    byte[] tokenHash;

    @Column(name = "made_at")
    Instant madeAt;

    @Column(name = "ends_at")
    Instant endsAt;

    /** Two people wanted it: it counts also while the person holds a role of Mandate itself. */
    boolean agreed;
}
