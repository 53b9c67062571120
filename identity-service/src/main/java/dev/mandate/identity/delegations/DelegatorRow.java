package dev.mandate.identity.delegations;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.events.identity.AgentEvent.Delegators;
import dev.mandate.events.ids.IdentityId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.Set;
import java.util.TreeSet;

/** What was said for one owner of an agent. */
@Entity
@Table(name = "delegator_rules")
@SuppressWarnings("NullAway.Init")
class DelegatorRow {
    @Id
    @Column(name = "agent_id")
    String agentId;

    @Column(name = "owner_id")
    String ownerId;

    @Enumerated(EnumType.STRING)
    Delegators who;

    String listed;

    DelegatorRule rule() {
        try {
            return new DelegatorRule(
                    who, EventJson.mapper().readValue(listed, new TypeReference<Set<IdentityId>>() {}));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a row of delegator_rules holds no valid JSON", e);
        }
    }

    void become(IdentityId owner, DelegatorRule rule) {
        ownerId = owner.value();
        who = rule.who();
        try {
            listed = EventJson.mapper().writeValueAsString(new TreeSet<>(rule.listed()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write ids as JSON", e);
        }
    }
}
