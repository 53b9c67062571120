package dev.mandate.authz.publishing;

import dev.mandate.messaging.publishing.ArtifactRow;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

@Entity
@Table(name = "policy_set")
@AttributeOverride(name = "id", column = @Column(name = "name"))
class PolicySetRow extends ArtifactRow {
    PolicySets.SetFacts facts(long versions) {
        return new PolicySets.SetFacts(id, active, shadow, revision, versions);
    }
}
