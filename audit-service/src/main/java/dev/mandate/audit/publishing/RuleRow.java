package dev.mandate.audit.publishing;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "risk_rule")
@SuppressWarnings("NullAway.Init")
class RuleRow {
    @Id
    String id;

    @Column(updatable = false)
    String name;

    long revision;

    @Nullable
    Long active;

    @Nullable
    Long shadow;

    boolean retired;
}
