package dev.mandate.identity.delegations;

import dev.mandate.events.identity.AdministrationEvent;
import dev.mandate.events.identity.AgentEvent;
import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.identity.identities.Identities;
import dev.mandate.identity.identities.IdentitySnapshot;
import dev.mandate.identity.identities.OwnedAgent;
import dev.mandate.identity.identities.OwnedAgents;
import dev.mandate.identity.identities.Requester;
import dev.mandate.messaging.outbox.Outbox;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Who may delegate to which agent, as whoever answers for it says. Another owner begins with himself alone. */
@ApplicationScoped
public class DelegatorRules {
    private final DelegatorStore store;
    private final OwnedAgents agents;
    private final Identities identities;
    private final Outbox outbox;

    DelegatorRules(DelegatorStore store, OwnedAgents agents, Identities identities, Outbox outbox) {
        this.store = store;
        this.agents = agents;
        this.identities = identities;
        this.outbox = outbox;
    }

    /** As it counts now; needs a session. */
    Uni<DelegatorRule> of(IdentityState agent) {
        return store.findById(agent.identity().value()).map(row -> {
            var counts = row != null
                    && agent.owner() != null
                    && row.ownerId.equals(agent.owner().value());
            return counts ? row.rule() : DelegatorRule.OWNER;
        });
    }

    /** For an administrator, and for who answers for the agent; empty for others, and where there is none. Needs a session. */
    Uni<Optional<DelegatorRule>> find(IdentityId agent, Requester by) {
        return identities.find(agent).chain(found -> {
            var visible = found.filter(state -> by.isAdministrator()
                    || by.person().equals(Optional.ofNullable(state.owner())) && state.owner() != null);
            return visible.isEmpty()
                    ? Uni.createFrom().item(Optional.empty())
                    : of(visible.get()).map(Optional::of);
        });
    }

    /** By an administrator, or by who answers for it, for as long as that one does. Delegations that are there go on. */
    Uni<Result<DelegatorRule, Refusal>> say(IdentityId agent, DelegatorRule rule, Requester by) {
        return identities
                .heldSnapshot(by.person().map(Set::of).orElse(Set.of()))
                .chain(snapshot -> agents.locked(agent).map(found -> may(found, by, snapshot)))
                .chain(checked -> checked.chain(owned -> {
                    var owner = owned.answering();
                    if (owner.isEmpty())
                        return Result.nowRefused(Refusal.conflict("Wait until somebody answers for the agent"));
                    return store.findById(agent.value())
                            .map(row -> row == null ? newRow(agent) : row)
                            .invoke(row -> row.become(owner.get(), rule))
                            .chain(store::persist)
                            .chain(() -> outbox.publish(AdministrationEvent.FAMILY, changed(agent, rule, by)))
                            .replaceWith(() -> Result.done(rule));
                }));
    }

    /**
     * For an agent that was registered in this transaction; says nothing for the rule that counts anyway.
     *
     * @param owner who answers for it, or is asked to
     */
    public Uni<Void> begin(IdentityId agent, IdentityId owner, DelegatorRule rule, Requester by) {
        if (rule.equals(DelegatorRule.OWNER)) return Uni.createFrom().voidItem();
        var row = newRow(agent);
        row.become(owner, rule);
        return store.persist(row).chain(() -> outbox.publish(AdministrationEvent.FAMILY, changed(agent, rule, by)));
    }

    private static Result<OwnedAgent, Refusal> may(
            Optional<OwnedAgent> found, Requester by, IdentitySnapshot snapshot) {
        if (found.isEmpty()) return Result.refused(Refusal.unknown(null));
        var answers = found.get().answering().isPresent()
                && found.get().answering().equals(by.person())
                && by.person().filter(snapshot::isActivePerson).isPresent();
        if (!by.isAdministrator() && !answers)
            return Result.refused(Refusal.notAllowed("Ask an administrator, or who answers for the agent", null));
        var isVoid = by.person()
                .filter(person -> snapshot.isVoid(person, by.tokenIssuedAt()))
                .isPresent();
        return isVoid
                ? Result.refused(Refusal.notAllowed("Get a new token, this one is void", null))
                : Result.done(found.get());
    }

    private static DelegatorRow newRow(IdentityId agent) {
        var row = new DelegatorRow();
        row.agentId = agent.value();
        return row;
    }

    private static AgentEvent changed(IdentityId agent, DelegatorRule rule, Requester by) {
        return new AgentEvent.DelegatorsChanged(agent, rule.who(), List.copyOf(new TreeSet<>(rule.listed())), by.by());
    }
}
