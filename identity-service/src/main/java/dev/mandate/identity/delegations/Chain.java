package dev.mandate.identity.delegations;

import dev.mandate.events.identity.DelegationState;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.identity.identities.IdentitySnapshot;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A delegation and all that it was made from, itself first and the person's last. */
public record Chain(List<DelegationState> links) {
    public Chain {
        links = List.copyOf(links);
        if (links.isEmpty()) throw new IllegalArgumentException("a chain has at least one delegation");
    }

    public DelegationState leaf() {
        return links.get(0);
    }

    public DelegationState root() {
        return links.get(links.size() - 1);
    }

    /** The person for whom all of it happens. */
    public IdentityId person() {
        return root().delegator();
    }

    /** Agents, the one that acts first. */
    public List<IdentityId> actors() {
        return links.stream().map(DelegationState::agent).toList();
    }

    public Set<IdentityId> identities() {
        var all = new LinkedHashSet<>(actors());
        all.add(person());
        return all;
    }

    /** Whether it is this person's own task, or he answers for one of its agents. */
    boolean concerns(IdentityId reader, IdentitySnapshot snapshot) {
        return person().equals(reader)
                || actors().stream()
                        .map(snapshot::of)
                        .flatMap(Optional::stream)
                        .anyMatch(agent -> reader.equals(agent.owner()));
    }

    /** Why nobody may act under it now; empty if its agent may. */
    public Optional<String> obstacle(IdentitySnapshot snapshot, Instant now) {
        for (var link : links) {
            if (link.status() != DelegationState.Status.ACTIVE) {
                return Optional.of("delegation " + link.delegation() + " is revoked");
            }
            if (!now.isBefore(link.expiresAt())) {
                return Optional.of("delegation " + link.delegation() + " has expired");
            }
        }
        return identities().stream()
                .flatMap(identity -> snapshot.obstacle(identity).stream())
                .findFirst();
    }
}
