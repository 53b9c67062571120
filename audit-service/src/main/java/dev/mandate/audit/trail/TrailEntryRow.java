package dev.mandate.audit.trail;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.hibernate.annotations.Immutable;

/**
 * Tells Hibernate of the table, without which it has nothing to start for. Rows are written a batch at a time by
 * {@link TrailStore} and read by {@link Trail}, both in SQL.
 */
@Entity
@Immutable
@Table(name = "trail_entry")
@SuppressWarnings("NullAway.Init")
class TrailEntryRow {
    @Id
    Long seq;

    @Column(nullable = false)
    String summary;
}
