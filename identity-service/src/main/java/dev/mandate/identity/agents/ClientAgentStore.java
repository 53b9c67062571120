package dev.mandate.identity.agents;

import dev.mandate.events.ids.IdentityId;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

@ApplicationScoped
class ClientAgentStore implements PanacheRepositoryBase<ClientAgentRow, ClientAgentRow.Key> {
    Uni<Optional<ClientAgentRow>> of(IdentityId person, String application) {
        return find("personId = ?1 AND application = ?2", person.value(), application)
                .firstResult()
                .map(Optional::ofNullable);
    }

    /** Those of these agents that act by an application's tokens alone. */
    Uni<Set<IdentityId>> among(Collection<IdentityId> agents) {
        if (agents.isEmpty()) return Uni.createFrom().item(Set.of());
        return list("agentId IN ?1", agents.stream().map(IdentityId::value).toList())
                .map(rows ->
                        rows.stream().map(row -> new IdentityId(row.agentId)).collect(Collectors.toSet()));
    }

    Uni<Long> countOf(IdentityId person) {
        return count("personId", person.value());
    }
}
