package dev.mandate.identity.signin;

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

    IssuerRow become(IssuerRow other) {
        jwks = other.jwks;
        subjectClaim = other.subjectClaim;
        audience = other.audience;
        acrValues = other.acrValues;
        return this;
    }
}
