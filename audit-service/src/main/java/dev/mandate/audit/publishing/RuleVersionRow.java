package dev.mandate.audit.publishing;

import dev.mandate.events.risk.RuleState;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "risk_rule_version")
@SuppressWarnings("NullAway.Init")
class RuleVersionRow {
    @Id
    String id;

    @Column(updatable = false)
    String rule;

    @Column(updatable = false)
    long version;

    @Column(updatable = false)
    String digest;

    @Column(updatable = false)
    String title;

    @Column(updatable = false)
    String level;

    @Column(updatable = false)
    int tests;

    @Column(updatable = false)
    String sigma;

    @Column(updatable = false)
    String author;

    @Column(updatable = false)
    @Nullable
    String comment;

    @Column(name = "published_at", updatable = false)
    Instant publishedAt;

    RuleState.Version asState() {
        return new RuleState.Version(version, digest, sigma);
    }

    Rules.VersionFacts facts() {
        return new Rules.VersionFacts(rule, version, digest, title, level, tests, author, comment, publishedAt);
    }
}
