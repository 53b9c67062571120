package dev.mandate.audit.publishing;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "risk_rule_change")
@SuppressWarnings("NullAway.Init")
class RuleChangeRow {
    @Id
    String id;

    @Column(updatable = false)
    String rule;

    @Column(updatable = false)
    long revision;

    @Enumerated(EnumType.STRING)
    @Column(updatable = false)
    Change.Kind kind;

    @Column(updatable = false)
    @Nullable
    Long version;

    @Column(updatable = false)
    String author;

    @Column(updatable = false)
    Instant at;

    Rules.ChangeFacts facts() {
        return new Rules.ChangeFacts(revision, kind, version, author, at);
    }
}
