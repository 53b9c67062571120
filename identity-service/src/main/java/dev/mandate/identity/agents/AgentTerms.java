package dev.mandate.identity.agents;

import dev.mandate.events.identity.AdministrationEvent;
import dev.mandate.events.identity.AgentDescription;
import dev.mandate.events.identity.AgentEvent;
import dev.mandate.events.identity.AgentFacts;
import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.identity.Validity;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.identity.identities.Identities;
import dev.mandate.identity.identities.OwnedAgents;
import dev.mandate.identity.identities.Requester;
import dev.mandate.messaging.outbox.Outbox;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an agent is made of, when it may act and which agent made it. Policies go by an administrator's words alone. Every method needs a
 * transaction, and those that change something take locks on people before the agent.
 */
@ApplicationScoped
public class AgentTerms {
    private final OwnerRights rights;
    private final OwnedAgents agents;
    private final Identities identities;
    private final Outbox outbox;

    AgentTerms(OwnerRights rights, OwnedAgents agents, Identities identities, Outbox outbox) {
        this.rights = rights;
        this.agents = agents;
        this.identities = identities;
        this.outbox = outbox;
    }

    /**
     * From now on it is described so. Where an administrator says so it is confirmed; where somebody else says what was said before, nothing
     * changes.
     *
     * @param described null for nothing
     * @param confirmed in the name of an administrator
     */
    public Uni<Result<IdentityState, AgentRefusal>> describe(
            IdentityId agent, @Nullable AgentDescription described, boolean confirmed, Requester by) {
        return rights.administering(agent, by)
                .chain(result -> result.chain(owned -> {
                    var facts = owned.state().agent();
                    var before = facts == null ? null : facts.described();
                    var isConfirmed = facts != null && facts.confirmed();
                    if (Objects.equals(before, described) && (isConfirmed || !confirmed || described == null))
                        return Result.nowDone(owned.state());
                    return agents.describe(agent, described, confirmed)
                            .call(() -> told(new AgentEvent.Described(
                                    agent, before, described, confirmed && described != null, by.by())))
                            .map(Result::done);
                }));
    }

    /**
     * Who answers for it undoes no end that an administrator has set.
     *
     * @param validity null for always
     */
    public Uni<Result<IdentityState, AgentRefusal>> validity(
            IdentityId agent, @Nullable Validity validity, Requester by) {
        return within(agent, validity, by, true);
    }

    /** As its platform says, which the caller has looked at: whose time it was by hand, his it stays. */
    public Uni<Result<IdentityState, AgentRefusal>> platformsValidity(
            IdentityId agent, @Nullable Validity validity, Requester by) {
        return within(agent, validity, by, false);
    }

    private Uni<Result<IdentityState, AgentRefusal>> within(
            IdentityId agent, @Nullable Validity validity, Requester by, boolean byHand) {
        return rights.administering(agent, by)
                .chain(result -> result.chain(owned -> {
                    if (!by.isAdministrator()
                            && !Validity.narrows(validity, owned.state().validity()))
                        return Result.nowRefused(AgentRefusal.ADMINISTRATORS_LENGTHEN);
                    var hand = validity == null ? null : by.by().subject();
                    return agents.validity(agent, validity, byHand ? hand : owned.boundedBy())
                            .call(() -> told(new AgentEvent.ValidityChanged(agent, validity, by.by())))
                            .map(Result::done);
                }));
    }

    /**
     * The agents above one that this agent makes, itself first. Nothing stands still for it: whether they may act is looked at whenever the new
     * one acts. Since it is only ever said of a new agent, no agent stands above itself.
     *
     * @param parent null where people make it
     */
    Uni<Result<List<IdentityId>, AgentRefusal>> lineage(@Nullable IdentityId parent, Requester by) {
        if (parent == null) return Result.nowDone(List.of());
        return identities.snapshot(Set.of(parent)).chain(snapshot -> {
            var owner = snapshot.of(parent).map(IdentityState::owner);
            var mayName = by.isAdministrator() || owner.isPresent() && owner.equals(by.person());
            if (!mayName || !snapshot.mayAct(parent)) return Result.nowRefused(AgentRefusal.NO_SUCH_PARENT);
            return identities.above(parent).map(above -> {
                if (above.size() >= AgentFacts.MOST_ABOVE) return Result.refused(AgentRefusal.TOO_DEEP);
                var all = new ArrayList<IdentityId>(List.of(parent));
                all.addAll(above);
                return Result.done(all);
            });
        });
    }

    private Uni<Void> told(AgentEvent fact) {
        return outbox.publish(AdministrationEvent.FAMILY, fact);
    }
}
