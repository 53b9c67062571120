package dev.mandate.authz.publishing;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "policy_set")
@SuppressWarnings("NullAway.Init")
class PolicySetRow {
    @Id
    String name;

    long revision;

    @Nullable
    Long active;

    @Nullable
    Long shadow;

    boolean names(long version) {
        return Long.valueOf(version).equals(active) || Long.valueOf(version).equals(shadow);
    }

    PolicySets.SetFacts facts(long versions) {
        return new PolicySets.SetFacts(name, active, shadow, revision, versions);
    }
}
