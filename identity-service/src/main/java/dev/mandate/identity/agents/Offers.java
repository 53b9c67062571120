package dev.mandate.identity.agents;

import dev.mandate.events.identity.AdministrationEvent;
import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.identity.OfferEvent;
import dev.mandate.events.identity.OfferEvent.Cause;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.OfferId;
import dev.mandate.identity.agents.Offer.Status;
import dev.mandate.identity.clients.TimedCredentials;
import dev.mandate.identity.identities.Identities;
import dev.mandate.identity.identities.IdentitySnapshot;
import dev.mandate.identity.identities.OwnedAgent;
import dev.mandate.identity.identities.OwnedAgents;
import dev.mandate.identity.identities.Requester;
import dev.mandate.messaging.outbox.Outbox;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Offers to answer for an agent or a workload: made, accepted, refused, withdrawn. Every method needs a transaction, and takes its locks on
 * people first, then on the agent, then on its offer.
 */
@ApplicationScoped
public class Offers {
    private final OfferStore store;
    private final OwnedAgents agents;
    private final Identities identities;
    private final TimedCredentials credentials;
    private final Outbox outbox;
    private final OfferConfig config;
    private final InstantSource clock;

    Offers(
            OfferStore store,
            OwnedAgents agents,
            Identities identities,
            TimedCredentials credentials,
            Outbox outbox,
            OfferConfig config,
            InstantSource clock) {
        this.store = store;
        this.agents = agents;
        this.identities = identities;
        this.credentials = credentials;
        this.outbox = outbox;
        this.config = config;
        this.clock = clock;
    }

    /** One that could still be accepted is replaced. */
    public Uni<Result<Offer, AgentRefusal>> make(OfferRequest request, Requester by) {
        var people = new HashSet<>(Set.of(request.to()));
        by.person().ifPresent(people::add);
        return identities
                .heldSnapshot(people)
                .chain(snapshot -> agents.locked(request.agent())
                        .map(found -> found.<Result<OwnedAgent, AgentRefusal>>map(Result::done)
                                .orElseGet(() -> Result.refused(AgentRefusal.UNKNOWN_AGENT))
                                .then(agent -> mayOffer(agent, request, snapshot, by)))
                        .chain(checked -> checked.chain(agent ->
                                add(request, Cause.HANDED_OVER, agent, by).map(Result::done))));
    }

    /** For an agent or workload that was registered in this transaction; the caller has made sure that the person is active and stays so. */
    public Uni<Offer> registered(IdentityState agent, IdentityId to, Requester by) {
        return add(new OfferRequest(agent.identity(), to, null), Cause.REGISTERED, new OwnedAgent(agent, false), by);
    }

    /** Whom each of these agents and workloads is offered to now; what nobody is asked about is left out. Needs a session. */
    public Uni<Map<String, IdentityId>> askedOf(Collection<String> offered) {
        return store.ofAgents(offered)
                .map(rows -> rows.stream()
                        .filter(row -> row.open(clock.instant()))
                        .collect(Collectors.toMap(row -> row.agentId, row -> new IdentityId(row.toId))));
    }

    /** The person answers for the agent from now on, which may act again; a workload by credentials that he makes, if it was another's. */
    Uni<Result<IdentityState, AgentRefusal>> accept(OfferId id, Requester by) {
        return answering(id, by)
                .chain(checked -> checked.chain(held -> {
                    var owner = held.snapshot().of(held.offer().to()).orElseThrow();
                    return hasRoom(owner.identity(), held.agent())
                            .chain(room -> room ? accepted(held, owner, by) : Result.nowRefused(AgentRefusal.TOO_MANY));
                }));
    }

    /** One that was his before takes no more room. */
    private Uni<Boolean> hasRoom(IdentityId owner, OwnedAgent agent) {
        return owner.equals(agent.state().owner())
                ? Uni.createFrom().item(true)
                : agents.hasRoom(owner, agent.state().kind());
    }

    private Uni<Result<IdentityState, AgentRefusal>> accepted(HeldOffer held, IdentityState owner, Requester by) {
        held.row().status = Status.ACCEPTED;
        return outbox.publish(AdministrationEvent.FAMILY, held.accepted(by))
                .chain(() -> agents.accept(held.offer().agent(), owner))
                .call(state -> changesHands(held.agent().state(), owner)
                        ? credentials.remove(state.identity().value())
                        : Uni.createFrom().voidItem())
                .map(Result::done);
    }

    /** Whoever answered for a workload before may have kept what it proves itself by, and it would count again. */
    private static boolean changesHands(IdentityState agent, IdentityState owner) {
        return agent.kind() == IdentityState.Kind.WORKLOAD
                && agent.owner() != null
                && !agent.owner().equals(owner.identity());
    }

    Uni<Result<Offer, AgentRefusal>> refuse(OfferId id, Requester by) {
        return answering(id, by).chain(checked -> checked.chain(held -> close(held, Status.REFUSED, held.refused(by))));
    }

    /** By an administrator, or by who answers for the agent. */
    Uni<Result<Offer, AgentRefusal>> withdraw(OfferId id, Requester by) {
        return hold(id, by)
                .map(found -> found.then(held -> {
                    var rules = rules(held.snapshot());
                    return Result.unless(
                            rules.administering(held.agent(), by).or(() -> rules.closed(held.offer())), held);
                }))
                .chain(checked -> checked.chain(held -> close(held, Status.WITHDRAWN, held.withdrawn(by))));
    }

    private Result<OwnedAgent, AgentRefusal> mayOffer(
            OwnedAgent agent, OfferRequest request, IdentitySnapshot snapshot, Requester by) {
        var rules = rules(snapshot);
        return Result.unless(
                rules.administering(agent, by).or(() -> rules.making(agent, request.to(), request.endsAt())), agent);
    }

    private Uni<Result<HeldOffer, AgentRefusal>> answering(OfferId id, Requester by) {
        return hold(id, by)
                .map(found ->
                        found.then(held -> Result.unless(rules(held.snapshot()).answering(held.offer(), by), held)));
    }

    private Uni<Result<HeldOffer, AgentRefusal>> hold(OfferId id, Requester by) {
        return store.agentOf(id).chain(agent -> {
            if (agent.isEmpty()) return Result.nowRefused(AgentRefusal.UNKNOWN_OFFER);
            var person = by.person().map(Set::of).orElse(Set.of());
            return identities
                    .heldSnapshot(person)
                    .chain(snapshot -> agents.locked(agent.get())
                            .chain(owned -> store.locked(agent.get())
                                    .map(row -> row.filter(found -> found.id.equals(id.value())
                                                    && owned.filter(OwnedAgent::isGone)
                                                            .isEmpty())
                                            .<Result<HeldOffer, AgentRefusal>>map(found -> Result.done(new HeldOffer(
                                                    snapshot, owned.orElseThrow(), found, clock.instant())))
                                            .orElseGet(() -> Result.refused(AgentRefusal.UNKNOWN_OFFER)))));
        });
    }

    private Uni<Offer> add(OfferRequest request, Cause cause, OwnedAgent agent, Requester by) {
        return store.locked(request.agent()).chain(found -> {
            var now = clock.instant();
            var facts = new ArrayList<OfferEvent>();
            found.filter(row -> row.open(now))
                    .ifPresent(row -> facts.add(HeldOffer.withdrawn(row, OfferEvent.Why.REPLACED, by)));
            var row = found.orElseGet(OfferRow::new);
            row.become(request, cause, now, endOf(request));
            facts.add(row.made(agent.answering().orElse(null), by.by()));
            return store.persist(row)
                    .chain(() -> outbox.publishAll(AdministrationEvent.FAMILY, facts))
                    .replaceWith(() -> row.offer(now));
        });
    }

    private Uni<Result<Offer, AgentRefusal>> close(HeldOffer held, Status status, OfferEvent fact) {
        held.row().status = status;
        return outbox.publish(AdministrationEvent.FAMILY, fact).map(ignored -> Result.done(held.offer()));
    }

    private OfferRules rules(IdentitySnapshot snapshot) {
        return new OfferRules(clock.instant(), config.offerMaxLifetime(), snapshot);
    }

    private Instant endOf(OfferRequest request) {
        return request.endsAt() == null ? clock.instant().plus(config.offerMaxLifetime()) : request.endsAt();
    }
}
