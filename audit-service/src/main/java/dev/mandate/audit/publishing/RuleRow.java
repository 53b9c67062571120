package dev.mandate.audit.publishing;

import dev.mandate.messaging.publishing.ActiveVersion;
import dev.mandate.messaging.publishing.ArtifactRow;
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
    public ActiveVersion activeVersion() {
        return new ActiveVersion(active, retired);
    }

    @Override
    protected void activate(ActiveVersion current) {
        super.activate(current);
        retired = current.retired();
    }
}
