package dev.mandate.identity.workloads.bound;

import dev.mandate.identity.surfaces.SurfaceRules;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "workload_issuers")
@SuppressWarnings("NullAway.Init")
class PlatformIssuerRow {
    @Id
    String issuer;

    /** Public keys as JSON; null where they are fetched. */
    @Nullable
    String jwks;

    @Column(name = "jwks_uri")
    @Nullable
    String jwksUri;

    String audience;

    /** Its tokens count more than once. */
    boolean reusable;

    @Column(name = "created_at")
    Instant createdAt;

    long revision;

    @Column(name = "stopped_reason")
    @Nullable
    String stoppedReason;

    /** {@link SurfaceRules} as JSON; null where its word puts nobody on a surface. */
    @Nullable
    String surfaces;

    PlatformIssuer issuer() {
        return new PlatformIssuer(issuer, jwks, jwksUri, audience, reusable, SurfaceRules.parse(surfaces));
    }
}
