package dev.mandate.audit.publishing;

import dev.mandate.events.risk.RuleState;
import dev.mandate.messaging.publishing.VersionRow;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.Locale;

/** Its digest is the one that findings name. */
@Entity
@Table(name = "risk_rule_version")
@AttributeOverride(name = "artifact", column = @Column(name = "rule", updatable = false))
@SuppressWarnings("NullAway.Init")
class RuleVersionRow extends VersionRow {
    @Column(updatable = false)
    String title;

    @Column(updatable = false)
    String level;

    @Column(updatable = false)
    String sigma;

    protected RuleVersionRow() {}

    RuleVersionRow(Candidate candidate) {
        super(candidate.rule().version(), candidate.tests());
        title = candidate.rule().title();
        level = candidate.rule().level().name().toLowerCase(Locale.ROOT);
        sigma = candidate.sigma();
    }

    RuleState.Version asState() {
        return new RuleState.Version(version, digest, sigma);
    }

    Rules.VersionFacts facts() {
        return new Rules.VersionFacts(
                artifact, version, digest, title, level, tests, author, comment, publishedAt, null);
    }
}
