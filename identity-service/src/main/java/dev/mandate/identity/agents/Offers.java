package dev.mandate.identity.agents;

import dev.mandate.events.identity.AdministrationEvent;
import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.identity.OfferEvent;
import dev.mandate.events.identity.OfferEvent.Cause;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.OfferId;
import dev.mandate.identity.agents.Offer.Status;
import dev.mandate.identity.identities.Identities;
import dev.mandate.identity.identities.IdentitySnapshot;
import dev.mandate.identity.identities.Owned;
import dev.mandate.identity.identities.OwnedAgent;
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
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Offers to answer for an agent, a workload or a client: made, accepted, refused, withdrawn. Every method needs a transaction, and takes its
 * locks on people first, then on what is offered, then on its offer.
 */
@ApplicationScoped
public class Offers {
    private final OfferStore store;
    private final OwnedThings things;
    private final Identities identities;
    private final Outbox outbox;
    private final OfferConfig config;
    private final InstantSource clock;

    Offers(
            OfferStore store,
            OwnedThings things,
            Identities identities,
            Outbox outbox,
            OfferConfig config,
            InstantSource clock) {
        this.store = store;
        this.things = things;
        this.identities = identities;
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
                .chain(snapshot -> things.locked(request.agent())
                        .map(found -> found.<Result<Owned, AgentRefusal>>map(Result::done)
                                .orElseGet(() -> Result.refused(AgentRefusal.UNKNOWN_AGENT))
                                .then(agent -> mayOffer(agent, request, snapshot, by)))
                        .chain(checked -> checked.chain(agent ->
                                add(request, Cause.HANDED_OVER, agent, by).map(Result::done))));
    }

    /** For an agent or workload that was registered in this transaction; the caller has made sure that the person is active and stays so. */
    public Uni<Offer> registered(IdentityState agent, IdentityId to, Requester by) {
        return registered(new OwnedAgent(agent, false), to, by);
    }

    /** The same, of whatever kind it is. */
    Uni<Offer> registered(Owned thing, IdentityId to, Requester by) {
        return add(new OfferRequest(thing.id(), to, null), Cause.REGISTERED, thing, by);
    }

    /** Whom each of these agents, workloads and clients is offered to now; what nobody is asked about is left out. Needs a session. */
    public Uni<Map<String, IdentityId>> askedOf(Collection<String> offered) {
        return store.ofAgents(offered)
                .map(rows -> rows.stream()
                        .filter(row -> row.open(clock.instant()))
                        .collect(Collectors.toMap(row -> row.agentId, row -> new IdentityId(row.toId))));
    }

    /** The person answers for it from now on, and it may act again. */
    Uni<Result<Optional<IdentityState>, AgentRefusal>> accept(OfferId id, Requester by) {
        return answering(id, by)
                .chain(checked -> checked.chain(held -> {
                    var owner = held.snapshot().of(held.offer().to()).orElseThrow();
                    return things.hasRoom(owner.identity(), held.agent())
                            .chain(room -> room ? accepted(held, owner, by) : Result.nowRefused(AgentRefusal.TOO_MANY));
                }));
    }

    private Uni<Result<Optional<IdentityState>, AgentRefusal>> accepted(
            HeldOffer held, IdentityState owner, Requester by) {
        held.row().status = Status.ACCEPTED;
        return outbox.publish(AdministrationEvent.FAMILY, held.accepted(by))
                .chain(() -> things.accept(held.agent(), owner))
                .map(Result::done);
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

    private Result<Owned, AgentRefusal> mayOffer(
            Owned agent, OfferRequest request, IdentitySnapshot snapshot, Requester by) {
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
                    .chain(snapshot -> things.locked(agent.get())
                            .chain(owned -> store.locked(agent.get())
                                    .map(row -> row.filter(found -> found.id.equals(id.value())
                                                    && owned.filter(Owned::isGone)
                                                            .isEmpty())
                                            .<Result<HeldOffer, AgentRefusal>>map(found -> Result.done(new HeldOffer(
                                                    snapshot, owned.orElseThrow(), found, clock.instant())))
                                            .orElseGet(() -> Result.refused(AgentRefusal.UNKNOWN_OFFER)))));
        });
    }

    private Uni<Offer> add(OfferRequest request, Cause cause, Owned agent, Requester by) {
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
