package dev.mandate.authz.publishing;

import dev.mandate.messaging.publishing.ChangeRow;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

@Entity
@Table(name = "policy_change")
@AttributeOverride(name = "artifact", column = @Column(name = "set_name", updatable = false))
class PolicyChangeRow extends ChangeRow {}
