package dev.mandate.identity.signin;

import dev.mandate.events.identity.ClientState;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "issuers")
@SuppressWarnings("NullAway.Init")
class IssuerRow {
    @Id
    String issuer;

    String jwks;

    @Column(name = "subject_claim")
    @Enumerated(EnumType.STRING)
    SubjectClaim subjectClaim;

    @Nullable
    String audience;

    @Column(name = "acr_values")
    @Nullable
    String acrValues;

    @Column(name = "created_at")
    Instant createdAt;

    /** 0 until its first state has been told. */
    long revision;

    @Column(name = "stopped_reason")
    @Nullable
    String stoppedReason;

    @Column(name = "tokens_void_before")
    @Nullable
    Instant tokensVoidBefore;

    /** Whether a token that somebody got by its assertion then counts. */
    boolean counts(Instant issuedAt) {
        return stoppedReason == null && (tokensVoidBefore == null || !issuedAt.isBefore(tokensVoidBefore));
    }

    ClientState state() {
        return new ClientState(
                issuer,
                revision,
                false,
                ClientState.Kind.ISSUER,
                issuer,
                stoppedReason == null ? ClientState.Status.ACTIVE : ClientState.Status.STOPPED,
                stoppedReason,
                tokensVoidBefore);
    }
}
