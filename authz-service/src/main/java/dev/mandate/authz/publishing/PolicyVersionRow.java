package dev.mandate.authz.publishing;

import dev.mandate.authz.engine.policies.PolicyParts;
import dev.mandate.events.authz.PolicyRecord;
import dev.mandate.messaging.publishing.VersionRow;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** Told from others by what was submitted. */
@Entity
@Table(name = "policy_version")
@AttributeOverride(name = "artifact", column = @Column(name = "set_name", updatable = false))
@AttributeOverride(name = "digest", column = @Column(name = "source_digest", updatable = false))
@SuppressWarnings("NullAway.Init")
class PolicyVersionRow extends VersionRow {
    /** Of the compiled text, as replicas check it. */
    @Column(name = "digest", updatable = false)
    String compiledDigest;

    @Column(updatable = false)
    int parts;

    @Column(updatable = false)
    int policies;

    protected PolicyVersionRow() {}

    PolicyVersionRow(Candidate candidate) {
        super(candidate.submission().digest(), candidate.tests().size());
        compiledDigest = PolicyParts.digest(candidate.json());
        parts = PolicyParts.split(candidate.json()).size();
        policies = candidate.version().policies().size();
    }

    PolicyRecord.Version asActivated() {
        return new PolicyRecord.Version(version, parts, compiledDigest);
    }

    PolicySets.VersionFacts facts() {
        return new PolicySets.VersionFacts(artifact, version, digest, policies, tests, author, comment, publishedAt);
    }
}
