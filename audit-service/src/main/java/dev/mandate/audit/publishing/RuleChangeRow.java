package dev.mandate.audit.publishing;

import dev.mandate.messaging.publishing.ChangeRow;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

@Entity
@Table(name = "risk_rule_change")
@AttributeOverride(name = "artifact", column = @Column(name = "rule", updatable = false))
class RuleChangeRow extends ChangeRow {}
