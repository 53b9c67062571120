package dev.mandate.audit.findings;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

@Entity
@Table(name = "suppression")
@SuppressWarnings("NullAway.Init")
class SuppressionRow {
    @Id
    String id;

    long revision;

    Instant until;
}
