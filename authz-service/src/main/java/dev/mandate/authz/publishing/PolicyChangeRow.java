package dev.mandate.authz.publishing;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "policy_change")
@SuppressWarnings("NullAway.Init")
class PolicyChangeRow {
    @Id
    String id;

    @Column(name = "set_name", updatable = false)
    String set;

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

    PolicySets.ChangeFacts facts() {
        return new PolicySets.ChangeFacts(revision, kind, version, author, at);
    }
}
