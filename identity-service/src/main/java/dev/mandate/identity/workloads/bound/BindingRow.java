package dev.mandate.identity.workloads.bound;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** Tokens of an issuer that are a workload's. */
@Entity
@Table(name = "workload_bindings")
@SuppressWarnings("NullAway.Init")
class BindingRow {
    @Id
    String id;

    @Column(name = "workload_id")
    String workloadId;

    String issuer;

    /** As {@link BoundClaims} writes them. */
    String claims;

    @Column(name = "made_at")
    Instant madeAt;

    BoundClaims bound() {
        return BoundClaims.parse(claims);
    }
}
