package dev.mandate.identity.identities;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.administration.Reason;
import dev.mandate.events.identity.AdministrationEvent;
import dev.mandate.events.identity.AgentEvent;
import dev.mandate.events.identity.DevicePosture;
import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.identity.PersonEvent;
import dev.mandate.events.identity.WorkloadEvent;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.identity.locks.RowLock;
import dev.mandate.messaging.outbox.Outbox;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Stops people, agents and workloads by hand, and lets them go on. What is stopped is suspended whatever else is said of it, its tokens are void,
 * and what it had delegated or was delegated is revoked in the same transaction. Every method needs one, and takes the lock on the
 * identity; whether the requester may is for the caller.
 */
@ApplicationScoped
public class IdentityStops {
    private static final String STOPPED = "stopped";
    private static final String SIGNED_OUT = "signed_out";

    private final IdentityStore store;
    private final DelegationEnd delegations;
    private final OwnersClients clients;
    private final Outbox outbox;
    private final InstantSource clock;

    IdentityStops(
            IdentityStore store, DelegationEnd delegations, OwnersClients clients, Outbox outbox, InstantSource clock) {
        this.store = store;
        this.delegations = delegations;
        this.clients = clients;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * Stopping what somebody else has stopped is on record too, and holds beside it, whose reason stays: what one of them lets go on, the
     * other hasn't. Again by the same it changes nothing.
     */
    public Uni<IdentityState> stop(IdentityId id, Reason reason, Actor by) {
        return locked(id).chain(row -> {
            if (row.stoppers().contains(by.subject())) return Uni.createFrom().item(row.state());
            var fact = stopped(id, reason, by);
            if (row.stopped != null) {
                row.stopped.also(by);
                return outbox.publish(AdministrationEvent.FAMILY, fact).map(ignored -> row.state());
            }
            row.stop(reason, by);
            row.voidTokens(clock.instant());
            return told(row, fact).call(() -> end(id, STOPPED));
        });
    }

    /** Resuming what goes on changes nothing. What was void or revoked stays so. */
    public Uni<IdentityState> resume(IdentityId id, Reason reason, Requester by) {
        return locked(id).chain(row -> {
            if (!row.isStopped()) return Uni.createFrom().item(row.state());
            row.resume();
            return told(row, resumed(id, reason, by.by()))
                    .call(() -> id.isPerson()
                            ? clients.resumed(id)
                            : Uni.createFrom().voidItem());
        });
    }

    /** By the word of somebody else who is trusted with it: of a person who exists. */
    public Uni<IdentityState> signOut(IdentityId person, Reason reason, Actor by) {
        return locked(person).chain(row -> signOut(row, new PersonEvent.SignedOut(person, reason, by)));
    }

    /** Nobody else changes him until the transaction ends, or signs him in: of a person who exists. */
    public Uni<Void> lock(IdentityId person) {
        return locked(person).replaceWithVoid();
    }

    /** What he delegated is revoked, of a person who exists and stays signed in elsewhere. */
    public Uni<Void> endDelegated(IdentityId person) {
        return delegations.of(List.of(person), List.of(), SIGNED_OUT);
    }

    /**
     * What is known of a person's device from now on, of one who exists.
     *
     * @return false where something later is known, so that nothing changes
     */
    public Uni<Boolean> device(IdentityId person, DevicePosture told) {
        return locked(person).chain(row -> {
            var known = row.devicePart().posture();
            if (known != null && known.at().isAfter(told.at()))
                return Uni.createFrom().item(false);
            row.devicePart().tell(told);
            return outbox.publish(IdentityState.FAMILY, row.next()).replaceWith(true);
        });
    }

    /** His tokens are void, and what he delegated is revoked; his agents, and what others delegated to them, go on. */
    Uni<IdentityState> signOut(IdentityRow row, PersonEvent.SignedOut fact) {
        row.voidTokens(clock.instant());
        return told(row, fact).call(() -> delegations.of(List.of(fact.person()), List.of(), SIGNED_OUT));
    }

    private static AdministrationEvent stopped(IdentityId id, Reason reason, Actor by) {
        if (id.isPerson()) return new PersonEvent.Stopped(id, reason, by);
        return id.isAgent() ? new AgentEvent.Stopped(id, reason, by) : new WorkloadEvent.Suspended(id, reason, by);
    }

    private static AdministrationEvent resumed(IdentityId id, Reason reason, Actor by) {
        if (id.isPerson()) return new PersonEvent.Resumed(id, reason, by);
        return id.isAgent() ? new AgentEvent.Resumed(id, reason, by) : new WorkloadEvent.Resumed(id, reason, by);
    }

    /** Of an identity that exists, whoever has read it before. */
    private static Uni<IdentityRow> locked(IdentityId id) {
        return RowLock.take(IdentityRow.class, id.value()).map(Optional::orElseThrow);
    }

    private Uni<IdentityState> told(IdentityRow row, AdministrationEvent fact) {
        var state = row.next();
        return outbox.publish(IdentityState.FAMILY, state)
                .chain(() -> outbox.publish(AdministrationEvent.FAMILY, fact))
                .replaceWith(state);
    }

    /** An agent changes hands only under its new owner's lock, so that a person's are known while he is locked. */
    private Uni<Void> end(IdentityId id, String reason) {
        if (!id.isPerson()) return delegations.of(List.of(), List.of(id), reason);
        return store.list("ownerId", id.value())
                .map(rows -> rows.stream().map(row -> new IdentityId(row.id)).toList())
                .chain(agents -> clients.stopped(id).chain(() -> delegations.of(List.of(id), agents, reason)));
    }
}
