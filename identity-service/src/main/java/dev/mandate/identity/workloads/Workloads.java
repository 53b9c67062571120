package dev.mandate.identity.workloads;

import dev.mandate.events.administration.Reason;
import dev.mandate.events.identity.AdministrationEvent;
import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.identity.IdentityState.Kind;
import dev.mandate.events.identity.Validity;
import dev.mandate.events.identity.WorkloadEvent;
import dev.mandate.events.identity.WorkloadFacts;
import dev.mandate.events.identity.WorkloadFacts.Status;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.identity.agents.Offer;
import dev.mandate.identity.agents.Offers;
import dev.mandate.identity.agents.OwnerRights;
import dev.mandate.identity.clients.Clients;
import dev.mandate.identity.clients.TimedCredentials;
import dev.mandate.identity.identities.IdentityStops;
import dev.mandate.identity.identities.OwnedAgent;
import dev.mandate.identity.identities.OwnedWorkloads;
import dev.mandate.identity.identities.Requester;
import dev.mandate.messaging.outbox.Outbox;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Registers workloads, and moves them through their lives. Every method needs a transaction, and takes locks on people first. */
@ApplicationScoped
public class Workloads {
    private final OwnerRights rights;
    private final OwnedWorkloads workloads;
    private final IdentityStops stops;
    private final Offers offers;
    private final Clients clients;
    private final TimedCredentials credentials;
    private final Origins origins;
    private final Outbox outbox;

    Workloads(
            OwnerRights rights,
            OwnedWorkloads workloads,
            IdentityStops stops,
            Offers offers,
            Clients clients,
            TimedCredentials credentials,
            Origins origins,
            Outbox outbox) {
        this.rights = rights;
        this.workloads = workloads;
        this.stops = stops;
        this.offers = offers;
        this.clients = clients;
        this.credentials = credentials;
        this.origins = origins;
        this.outbox = outbox;
    }

    /**
     * @param scopes the most that its tokens have
     * @param jwks checked public keys as JSON; null for none yet
     */
    record Registration(
            OwnedWorkloads.Description description,
            IdentityId owner,
            Set<String> scopes,
            @Nullable String jwks) {}

    /** @param offer to who is to answer for it; null where he has accepted it by registering it himself */
    record Registered(IdentityState workload, @Nullable Offer offer) {}

    /** Whoever registers one for himself answers for it at once; for another an administrator does so, and he is asked. */
    Uni<Result<Registered, WorkloadRefusal>> register(Registration registration, Requester by) {
        var owner = registration.owner();
        return rights.registering(owner, Kind.WORKLOAD, by)
                .chain(result -> result.<WorkloadRefusal>because(WorkloadRefusal.Rights::new)
                        .chain(person -> by.person().filter(owner::equals).isPresent()
                                ? added(registration, person, by).map(state -> Result.done(new Registered(state, null)))
                                : added(registration, null, by)
                                        .chain(state -> offers.registered(state, owner, by)
                                                .map(offer -> Result.done(new Registered(state, offer))))));
    }

    private Uni<IdentityState> added(Registration registration, @Nullable IdentityState owner, Requester by) {
        return add(registration.description(), registration.scopes(), registration.jwks(), owner, by);
    }

    /**
     * Staged, with its client. Whether it may be registered is for the caller.
     *
     * @param scopes the most that its tokens have
     * @param jwks checked public keys as JSON; null for none yet
     * @param owner who answers for it already; null while nobody does
     */
    public Uni<IdentityState> add(
            OwnedWorkloads.Description described,
            Set<String> scopes,
            @Nullable String jwks,
            @Nullable IdentityState owner,
            Requester by) {
        return workloads
                .add(described, owner)
                .call(state -> outbox.publish(
                        AdministrationEvent.FAMILY,
                        new WorkloadEvent.Registered(
                                state.identity(),
                                described.name(),
                                described.purpose(),
                                described.kind(),
                                described.environment(),
                                state.owner(),
                                described.validity(),
                                by.by())))
                .call(state -> clients.registerWorkload(state.identity().value(), described.name(), scopes, jwks));
    }

    /** By an administrator alone, so that nobody gets by a word what policies permit to software of others. */
    Uni<Result<IdentityState, WorkloadRefusal>> confirm(IdentityId id, Requester by) {
        return present(id, by)
                .map(result -> result.then(owned -> administrator(owned, by)))
                .chain(result -> result.chain(owned -> factsOf(owned).confirmed()
                        ? Result.nowDone(owned.state())
                        : workloads
                                .confirm(id)
                                .call(() -> told(new WorkloadEvent.Confirmed(id, by.by())))
                                .map(Result::done)));
    }

    /** In use from now on. */
    Uni<Result<IdentityState, WorkloadRefusal>> activate(IdentityId id, Requester by) {
        return moving(id, WorkloadTransition.ACTIVATE, by)
                .chain(result -> result.chain(owned -> workloads
                        .activate(id)
                        .call(() -> told(new WorkloadEvent.Activated(id, by.by())))
                        .map(Result::done)));
    }

    Uni<Result<IdentityState, WorkloadRefusal>> suspend(IdentityId id, Reason reason, Requester by) {
        return moving(id, WorkloadTransition.SUSPEND, by)
                .chain(result ->
                        result.chain(owned -> stops.stop(id, reason, by.by()).map(Result::done)));
    }

    /** By an administrator, or by who answers for it and is the only one who has suspended it. */
    Uni<Result<IdentityState, WorkloadRefusal>> resume(IdentityId id, Reason reason, Requester by) {
        return rights.resuming(id, by)
                .map(result -> legal(result.because(WorkloadRefusal.Rights::new), WorkloadTransition.RESUME))
                .chain(result ->
                        result.chain(owned -> stops.resume(id, reason, by).map(Result::done)));
    }

    /** For good: its credentials are gone. */
    Uni<Result<IdentityState, WorkloadRefusal>> retire(IdentityId id, Reason reason, Requester by) {
        return moving(id, WorkloadTransition.RETIRE, by)
                .chain(result -> result.chain(owned -> workloads
                        .retire(id)
                        .call(() -> credentials.remove(id.value()))
                        .call(() -> told(new WorkloadEvent.Retired(id, reason, by.by())))
                        .map(Result::done)));
    }

    Uni<Result<IdentityState, WorkloadRefusal>> delete(IdentityId id, Reason reason, Requester by) {
        return moving(id, WorkloadTransition.DELETE, by)
                .chain(result -> result.chain(owned -> workloads
                        .delete(id)
                        .call(() -> credentials.remove(id.value()))
                        .call(() -> origins.forget(id.value()))
                        .call(() -> clients.rename(id.value(), id.value()))
                        .call(() -> told(new WorkloadEvent.Deleted(id, reason, by.by())))
                        .map(Result::done)));
    }

    /**
     * Who answers for it undoes no end that an administrator has set.
     *
     * @param validity null for always
     */
    Uni<Result<IdentityState, WorkloadRefusal>> validity(IdentityId id, @Nullable Validity validity, Requester by) {
        return present(id, by)
                .map(result -> result.then(
                        owned -> Validity.narrows(validity, owned.state().validity())
                                ? Result.done(owned)
                                : administrator(owned, by)))
                .chain(result -> result.chain(owned -> workloads
                        .validity(id, validity)
                        .call(() -> told(new WorkloadEvent.ValidityChanged(id, validity, by.by())))
                        .map(Result::done)));
    }

    /** Locked, for who may do something to it, as long as it isn't gone. */
    public Uni<Result<OwnedAgent, WorkloadRefusal>> present(IdentityId id, Requester by) {
        return administering(id, by)
                .map(result -> result.then(owned -> owned.isGone()
                        ? Result.refused(new WorkloadRefusal.Gone(statusOf(owned)))
                        : Result.done(owned)));
    }

    /**
     * The same, for who may have a credential of it.
     *
     * @param ofAnybody whether he may have those of others' workloads too, as of all clients
     */
    public Uni<Result<OwnedAgent, WorkloadRefusal>> entrusted(IdentityId id, Requester by, boolean ofAnybody) {
        return present(id, by)
                .map(result -> result.then(owned -> ofAnybody || owned.isAnsweredForBy(by)
                        ? Result.done(owned)
                        : Result.refused(new WorkloadRefusal.Anothers())));
    }

    private Uni<Result<OwnedAgent, WorkloadRefusal>> moving(
            IdentityId id, WorkloadTransition transition, Requester by) {
        return administering(id, by).map(result -> legal(result, transition));
    }

    private Uni<Result<OwnedAgent, WorkloadRefusal>> administering(IdentityId id, Requester by) {
        return rights.administering(id, by).map(result -> result.because(WorkloadRefusal.Rights::new));
    }

    private static Result<OwnedAgent, WorkloadRefusal> legal(
            Result<OwnedAgent, WorkloadRefusal> found, WorkloadTransition transition) {
        return found.then(owned ->
                transition.from(statusOf(owned), owned.answering().isPresent()).map(ignored -> owned));
    }

    private static Result<OwnedAgent, WorkloadRefusal> administrator(OwnedAgent owned, Requester by) {
        return by.isAdministrator() ? Result.done(owned) : Result.refused(new WorkloadRefusal.AdministratorsAlone());
    }

    private static Status statusOf(OwnedAgent owned) {
        return factsOf(owned).status();
    }

    private static WorkloadFacts factsOf(OwnedAgent owned) {
        return Objects.requireNonNull(owned.state().workload(), "a workload has these");
    }

    private Uni<Void> told(WorkloadEvent fact) {
        return outbox.publish(AdministrationEvent.FAMILY, fact);
    }
}
