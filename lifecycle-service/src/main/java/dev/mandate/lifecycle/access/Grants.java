package dev.mandate.lifecycle.access;

import static dev.mandate.lifecycle.access.GrantRefusal.*;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.administration.Reason;
import dev.mandate.events.ids.GrantId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.lifecycle.Entitlement;
import dev.mandate.events.lifecycle.GovernanceEvent;
import dev.mandate.events.lifecycle.Grant;
import dev.mandate.lifecycle.catalog.Catalog;
import dev.mandate.lifecycle.workers.Worker;
import dev.mandate.lifecycle.workers.WorkerAccess.Look;
import dev.mandate.lifecycle.workers.WorkerStore;
import dev.mandate.messaging.outbox.Outbox;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Grants and takes back under the lock of the worker's row: rows, state and facts in the transaction of the caller. */
@ApplicationScoped
class Grants {
    private final Catalog catalog;
    private final WorkerStore workers;
    private final GrantStore grants;
    private final Access access;
    private final Outbox outbox;
    private final InstantSource clock;

    Grants(Catalog catalog, WorkerStore workers, GrantStore grants, Access access, Outbox outbox, InstantSource clock) {
        this.catalog = catalog;
        this.workers = workers;
        this.grants = grants;
        this.access = access;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * What is asked for, looked through under the locks that it takes.
     *
     * @param done does it, in the same transaction
     */
    record Wanted(Worker holder, Supplier<Uni<Result<GrantRecord, GrantRefusal>>> done) {}

    Uni<Result<Wanted, GrantRefusal>> wanted(GrantRequest request) {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var against = GrantRules.against(request, now);
        if (against.isPresent()) return Result.nowRefused(against.get());
        return catalog.hold().chain(catalog::roles).chain(roles -> {
            var wanted = request.entitlement();
            if (wanted.kind() != Entitlement.Kind.ROLE
                    || roles.stream().noneMatch(role -> role.id().equals(wanted.id())))
                return Result.nowRefused(UNKNOWN_ENTITLEMENT);
            return workers.lockIdentity(request.identity()).chain(found -> {
                if (found.isEmpty() || found.get(0).standing() == null) return Result.nowRefused(UNKNOWN_WORKER);
                var worker = found.get(0);
                var grant = grantOf(request, worker, now);
                var full = against(worker, grant);
                return Uni.createFrom().item(Result.unless(full, new Wanted(worker, () -> add(worker, grant))));
            });
        });
    }

    /**
     * A grant that goes on, looked at under the locks that ending it takes.
     *
     * @param done takes it back, in the same transaction
     */
    record Held(Worker holder, HeldGrant grant, Supplier<Uni<Result<GrantRecord, GrantRefusal>>> done) {}

    Uni<Result<Held, GrantRefusal>> held(GrantId id, Actor by, String reason) {
        if (!Reason.is(reason)) return Result.nowRefused(UNFIT_REASON);
        return catalog.hold().chain(() -> grants.find(id)).chain(seen -> {
            if (seen.isEmpty())
                return workers.holding(id).map(found -> Result.refused(found.isEmpty() ? UNKNOWN_GRANT : BIRTHRIGHT));
            return workers.lockIdentity(seen.get().identity())
                    .chain(locked ->
                            grants.find(id).map(found -> held(locked.get(0), found.orElseThrow(), by, reason)));
        });
    }

    private Result<Held, GrantRefusal> held(Worker holder, HeldGrant grant, Actor by, String reason) {
        return grant.ended() != null
                ? Result.refused(ENDED_ALREADY)
                : Result.done(new Held(holder, grant, () -> takeBack(holder, grant, by, reason)));
    }

    Uni<Optional<List<Grant>>> heldBy(IdentityId identity) {
        return workers.ofIdentity(identity)
                .map(found -> found.map(worker -> worker.grants().stream()
                        .sorted(Comparator.comparing(Grant::id))
                        .toList()));
    }

    Uni<Optional<GrantRecord>> find(GrantId id) {
        return grants.find(id).chain(found -> {
            if (found.isEmpty()) return workers.holding(id).map(holder -> holder.flatMap(it -> birthright(it, id)));
            return onRecord(found.get()).map(Optional::of);
        });
    }

    private Uni<GrantRecord> onRecord(HeldGrant grant) {
        return workers.ofIdentity(grant.identity())
                .map(worker -> grant.onRecord(worker.orElseThrow().revision()));
    }

    private static Optional<GrantRecord> birthright(Worker holder, GrantId id) {
        return holder.grants().stream()
                .filter(grant -> grant.id().equals(id))
                .findFirst()
                .map(grant -> new GrantRecord(
                        holder.identity(), Entitlement.role(grant.role()), grant, null, holder.revision()));
    }

    private static Optional<GrantRefusal> against(Worker worker, HeldGrant grant) {
        if (!worker.active()) return Optional.of(NOT_ACTIVE);
        if (worker.grants().size() >= AccessRoom.MOST_GRANTS) return Optional.of(TOO_MANY);
        var granted = Stream.concat(worker.grants().stream(), Stream.of(grant.grant()))
                .filter(held -> held.kind() == Grant.Kind.GRANTED)
                .toList();
        return AccessRoom.has(granted) ? Optional.empty() : Optional.of(NO_ROOM);
    }

    private static HeldGrant grantOf(GrantRequest request, Worker worker, Instant now) {
        var from = request.from();
        return new HeldGrant(
                GrantId.next(),
                worker.identity(),
                Objects.requireNonNull(worker.standing()).employment(),
                request.entitlement(),
                request.origin(),
                request.reason(),
                from == null ? now : from.truncatedTo(ChronoUnit.MICROS),
                Objects.requireNonNull(request.until()).truncatedTo(ChronoUnit.MICROS),
                request.by(),
                now,
                null);
    }

    private Uni<Result<GrantRecord, GrantRefusal>> add(Worker worker, HeldGrant grant) {
        return grants.add(grant)
                .chain(() -> outbox.publish(GovernanceEvent.FAMILY, grant.granted()))
                .chain(() -> write(worker, grant));
    }

    private Uni<Result<GrantRecord, GrantRefusal>> takeBack(Worker holder, HeldGrant grant, Actor by, String reason) {
        var ended = grant.ended(clock.instant(), GovernanceEvent.Cause.TAKEN_BACK, reason, by);
        return grants.end(List.of(ended))
                .chain(() -> outbox.publish(GovernanceEvent.FAMILY, ended.revoked()))
                .chain(() -> write(holder, ended));
    }

    private Uni<Result<GrantRecord, GrantRefusal>> write(Worker worker, HeldGrant grant) {
        return access.refresh(List.of(new Look(worker, false)))
                .chain(after -> workers.save(after)
                        .replaceWith(Result.done(grant.onRecord(after.get(0).revision()))));
    }
}
