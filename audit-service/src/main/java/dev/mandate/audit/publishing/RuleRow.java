package dev.mandate.audit.publishing;

import dev.mandate.messaging.publishing.ArtifactRow;
import dev.mandate.messaging.publishing.Standing;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

@Entity
@Table(name = "risk_rule")
@SuppressWarnings("NullAway.Init")
class RuleRow extends ArtifactRow {
    @Column(updatable = false)
    String name;

    boolean retired;

    @Override
    public String name() {
        return name;
    }

    @Override
    public Standing standing() {
        return new Standing(active, retired);
    }

    @Override
    protected void stand(Standing standing) {
        super.stand(standing);
        retired = standing.retired();
    }
}
