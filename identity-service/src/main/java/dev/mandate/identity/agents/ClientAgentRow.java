package dev.mandate.identity.agents;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;

@Entity
@Table(name = "client_agents")
@IdClass(ClientAgentRow.Key.class)
@SuppressWarnings("NullAway.Init")
class ClientAgentRow {
    @Id
    @Column(name = "person_id")
    String personId;

    @Id
    String application;

    @Column(name = "agent_id")
    String agentId;

    @Column(name = "created_at")
    Instant createdAt;

    /** One for each. */
    record Key(String personId, String application) implements Serializable {}
}
