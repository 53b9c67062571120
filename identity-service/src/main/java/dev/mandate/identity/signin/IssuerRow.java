package dev.mandate.identity.signin;

import dev.mandate.events.identity.ClientState;
import dev.mandate.identity.surfaces.SurfaceRules;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;

@Entity
@DynamicUpdate // what is sealed anew beside it stays
@Table(name = "issuers")
@SuppressWarnings("NullAway.Init")
class IssuerRow {
    @Id
    String issuer;

    /** Null for one that publishes its keys, or signs no assertions. */
    @Nullable
    String jwks;

    @Column(name = "jwks_uri")
    @Nullable
    String jwksUri;

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

    /** {@code idp_…}; null for one by which nobody signs in on a page. */
    @Column(name = "provider_id")
    @Nullable
    String providerId;

    /** {@link ProviderTerms} as JSON. */
    @Nullable
    String provider;

    /** Sealed; null for one where we have a key. */
    @Column(name = "client_secret")
    byte @Nullable [] clientSecret;

    /** {@link DeviceClaim} as JSON; null where it names no devices. */
    @Nullable
    String devices;

    /** {@link SurfaceRules} as JSON; null where its word puts nobody on a surface. */
    @Nullable
    String surfaces;

    SurfaceRules surfaces() {
        return SurfaceRules.parse(surfaces);
    }

    SigningKeys keys() {
        return new SigningKeys(jwks, jwksUri);
    }

    @Nullable
    DeviceClaim devices() {
        return DeviceClaim.parse(devices);
    }

    Optional<ProviderTerms> terms() {
        return Optional.ofNullable(provider).map(ProviderTerms::parse);
    }

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
