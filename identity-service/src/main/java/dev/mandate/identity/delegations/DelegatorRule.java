package dev.mandate.identity.delegations;

import dev.mandate.events.identity.AgentEvent.Delegators;
import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.identity.identities.IdentitySnapshot;
import java.util.Optional;
import java.util.Set;

/**
 * Who may delegate to an agent. Pure. Its owner alone as long as nobody has said otherwise, since it is he who has to account for what it
 * does, and whoever delegates to it lends it his rights.
 *
 * @param listed beside the owner, people and agents; empty but for {@code LISTED}
 */
public record DelegatorRule(Delegators who, Set<IdentityId> listed) {
    public static final DelegatorRule OWNER = new DelegatorRule(Delegators.OWNER, Set.of());

    public DelegatorRule {
        listed = Set.copyOf(listed);
    }

    /**
     * @param person for whom it all happens
     * @param handing the agent that hands its task on; empty where the person himself delegates
     */
    boolean allows(IdentityState agent, IdentityId person, Optional<IdentityId> handing, IdentitySnapshot snapshot) {
        if (who == Delegators.EVERYBODY || person.equals(agent.owner())) return true;
        var sameOwner = handing.flatMap(snapshot::of)
                .map(IdentityState::owner)
                .filter(owner -> owner.equals(agent.owner()))
                .isPresent();
        return sameOwner
                || listed.contains(person)
                || handing.filter(listed::contains).isPresent();
    }
}
