package dev.mandate.identity.agents;

import dev.mandate.events.identity.AdministrationEvent;
import dev.mandate.events.identity.AgentDescription;
import dev.mandate.events.identity.AgentEvent;
import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.identity.IdentityState.Kind;
import dev.mandate.events.identity.Validity;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.identity.clients.Clients;
import dev.mandate.identity.clients.InteractiveAgent;
import dev.mandate.identity.delegations.DelegatorRule;
import dev.mandate.identity.delegations.DelegatorRules;
import dev.mandate.identity.identities.OwnedAgents;
import dev.mandate.identity.identities.Requester;
import dev.mandate.messaging.outbox.Outbox;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Registers agents. Every method needs a transaction. */
@ApplicationScoped
public class Agents {
    /** The purpose by which shipped policies let an agent touch credentials and rights. */
    static final String ADMINISTRATION = "administration";

    private final OwnerRights rights;
    private final OwnedAgents agents;
    private final Offers offers;
    private final Clients clients;
    private final DelegatorRules delegators;
    private final AgentTerms terms;
    private final Outbox outbox;

    Agents(
            OwnerRights rights,
            OwnedAgents agents,
            Offers offers,
            Clients clients,
            DelegatorRules delegators,
            AgentTerms terms,
            Outbox outbox) {
        this.rights = rights;
        this.agents = agents;
        this.offers = offers;
        this.clients = clients;
        this.delegators = delegators;
        this.terms = terms;
        this.outbox = outbox;
    }

    /**
     * @param jwks checked public keys as JSON; null for an agent that gets a secret
     * @param interactive how it asks people for tasks; null for one that doesn't
     * @param delegators who may delegate to it as long as this owner answers for it
     * @param said what it is made of
     */
    public record Registration(
            String name,
            IdentityId owner,
            String platform,
            String purpose,
            @Nullable String jwks,
            @Nullable InteractiveAgent interactive,
            DelegatorRule delegators,
            Said said) {}

    /**
     * What is said of a new agent beside what each has.
     *
     * @param described what it is made of and how it runs; null for nothing
     * @param confirmed in the name of an administrator
     * @param validity when it may act at all; null for always
     * @param parent the agent that makes it; null where people do
     */
    public record Said(
            @Nullable AgentDescription described,
            boolean confirmed,
            @Nullable Validity validity,
            @Nullable IdentityId parent) {}

    /** @param offer to who is to answer for the agent; null where he has accepted it by registering it himself */
    public record Registered(
            IdentityState agent,
            Clients.Registered client,
            @Nullable Offer offer) {}

    /** Whoever registers an agent for himself answers for it at once; for another an administrator does so, and he is asked. */
    public Uni<Result<Registered, AgentRefusal>> register(Registration registration, Requester by) {
        if (registration.purpose().equals(ADMINISTRATION) && !by.isAdministrator())
            return Result.nowRefused(AgentRefusal.ADMINISTRATORS_ALONE);
        return rights.registering(registration.owner(), Kind.AGENT, by)
                .chain(result -> result.chain(owner -> terms.lineage(
                                registration.said().parent(), by)
                        .chain(lineage -> lineage.chain(above -> registered(registration, above, owner, by)
                                .call(made -> delegators.begin(
                                        made.agent().identity(), registration.owner(), registration.delegators(), by))
                                .map(Result::done)))));
    }

    /**
     * An agent of whoever asks that acts by others' tokens alone: it is no client, and nobody gets a token in its own name.
     *
     * @param owner who asks, and answers for it at once
     */
    Uni<Result<IdentityState, AgentRefusal>> withoutCredential(
            String name, IdentityId owner, String platform, String purpose, Requester by) {
        var agent = new OwnedAgents.Description(name, platform, purpose, null, false, null, List.of());
        return rights.registering(owner, Kind.AGENT, by)
                .chain(result ->
                        result.chain(himself -> added(agent, null, himself, by).map(Result::done)));
    }

    private Uni<Registered> registered(
            Registration registration, List<IdentityId> above, IdentityState owner, Requester by) {
        if (by.person().equals(Optional.of(registration.owner()))) return add(registration, above, owner, by);
        return add(registration, above, null, by)
                .chain(made -> offers.registered(made.agent(), registration.owner(), by)
                        .map(offer -> new Registered(made.agent(), made.client(), offer)));
    }

    private Uni<Registered> add(
            Registration agent, List<IdentityId> above, @Nullable IdentityState owner, Requester by) {
        var said = agent.said();
        var description = new OwnedAgents.Description(
                agent.name(),
                agent.platform(),
                agent.purpose(),
                said.described(),
                said.confirmed(),
                said.validity(),
                above);
        return added(description, said.parent(), owner, by)
                .chain(state -> clients.registerAgent(
                                state.identity().value(), agent.name(), agent.jwks(), agent.interactive(), by.by())
                        .map(client -> new Registered(state, client, null)));
    }

    private Uni<IdentityState> added(
            OwnedAgents.Description agent, @Nullable IdentityId parent, @Nullable IdentityState owner, Requester by) {
        return agents.add(agent, owner)
                .call(state -> outbox.publish(
                        AdministrationEvent.FAMILY,
                        new AgentEvent.Registered(
                                state.identity(),
                                agent.name(),
                                agent.platform(),
                                agent.purpose(),
                                state.owner(),
                                agent.described(),
                                agent.validity(),
                                parent,
                                by.by())));
    }
}
