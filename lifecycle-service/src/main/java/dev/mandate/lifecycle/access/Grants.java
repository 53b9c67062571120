package dev.mandate.lifecycle.access;

import dev.mandate.events.ids.GrantId;
import dev.mandate.lifecycle.access.GrantOutcome.Done;
import dev.mandate.lifecycle.access.GrantOutcome.Refused;
import dev.mandate.lifecycle.catalog.Catalog;
import dev.mandate.lifecycle.workers.Worker;
import dev.mandate.lifecycle.workers.WorkerAccess.Look;
import dev.mandate.lifecycle.workers.WorkerStore;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Grants roles by hand and takes them back, under the lock of the worker's row and in the transaction of the caller. */
@ApplicationScoped
class Grants {
    /** Keeps a person's record well below what a reader takes. */
    private static final int MAX_GRANTS = 100;

    private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

    private final Catalog catalog;
    private final WorkerStore workers;
    private final GrantStore grants;
    private final Access access;
    private final InstantSource clock;

    Grants(Catalog catalog, WorkerStore workers, GrantStore grants, Access access, InstantSource clock) {
        this.catalog = catalog;
        this.workers = workers;
        this.grants = grants;
        this.access = access;
        this.clock = clock;
    }

    Uni<GrantOutcome> grant(GrantRequest request, String grantedBy) {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var fault = check(request, now);
        if (fault != null) return Uni.createFrom().item(fault);
        var identity = java.util.Objects.requireNonNull(request.identity());
        return catalog.hold().chain(catalog::roles).chain(roles -> {
            if (roles.stream().noneMatch(role -> role.id().equals(request.role())))
                return refused(400, "unknown-role", "Use a role of the catalogue", "role");
            return workers.lockIdentity(identity).chain(found -> {
                if (found.isEmpty() || found.get(0).standing() == null)
                    return refused(400, "unknown-worker", "Use the identity id of a worker, per_…", "identity");
                if (!found.get(0).active())
                    return refused(409, "not-active", "Only who works here now can be granted a role", "identity");
                if (found.get(0).grants().size() >= MAX_GRANTS)
                    return refused(
                            409, "too-many-grants", "Take a grant back first; " + MAX_GRANTS + " are held", "identity");
                return add(found.get(0), request, grantedBy, now);
            });
        });
    }

    Uni<GrantOutcome> revoke(GrantId id, String revokedBy) {
        return catalog.hold().chain(() -> grants.find(id)).chain(seen -> {
            if (seen.isEmpty()) return unknownGrant();
            return workers.lockIdentity(seen.get(0).identity())
                    .chain(locked -> grants.find(id)
                            .chain(held -> held.isEmpty()
                                    ? unknownGrant()
                                    : grants.end(List.of(
                                                    new GrantStore.End(id, clock.instant(), "revoked by " + revokedBy)))
                                            .chain(() -> write(locked.get(0), held.get(0)))));
        });
    }

    private static @Nullable Refused check(GrantRequest request, Instant now) {
        if (request.identity() == null) return missing("identity");
        if (request.role() == null) return missing("role");
        var reason = request.reason();
        if (reason == null || reason.isBlank()) return missing("reason");
        if (reason.length() > 500 || reason.indexOf('\0') >= 0)
            return new Refused(400, "invalid-field", "Give a reason of at most 500 characters", "reason");
        if (request.from() != null
                && (request.from().isBefore(Instant.EPOCH) || request.from().isAfter(LATEST)))
            return new Refused(400, "invalid-field", "Name a beginning between the years 1970 and 9999", "from");
        var until = request.until();
        if (until == null) return null;
        if (until.isAfter(LATEST))
            return new Refused(400, "invalid-field", "Name an end before the year 9999, or none", "until");
        if (!until.isAfter(now)) return new Refused(400, "invalid-field", "Name an end that is still ahead", "until");
        if (request.from() != null && !until.isAfter(request.from()))
            return new Refused(400, "invalid-field", "Name an end that is after the beginning", "until");
        return null;
    }

    private Uni<GrantOutcome> add(Worker worker, GrantRequest request, String grantedBy, Instant now) {
        var until = request.until();
        var from = request.from() == null ? now : request.from().truncatedTo(ChronoUnit.MICROS);
        var grant = new HeldGrant(
                GrantId.next(),
                worker.identity(),
                java.util.Objects.requireNonNull(worker.standing()).employment(),
                java.util.Objects.requireNonNull(request.role()),
                from,
                until == null ? null : until.truncatedTo(ChronoUnit.MICROS),
                java.util.Objects.requireNonNull(request.reason()),
                grantedBy,
                now);
        return grants.add(grant).chain(() -> write(worker, grant));
    }

    private Uni<GrantOutcome> write(Worker worker, HeldGrant grant) {
        return access.refresh(List.of(new Look(worker, false)))
                .chain(after -> workers.save(after).replaceWith(new Done(grant.grant(), after.get(0))));
    }

    private static Refused missing(String field) {
        return new Refused(400, "missing-field", "Give the field " + field, field);
    }

    private static Uni<GrantOutcome> unknownGrant() {
        return refused(
                404,
                "unknown-grant",
                "Use the id of a grant that was made by hand and is still held; birthrights follow the catalogue",
                "id");
    }

    private static Uni<GrantOutcome> refused(int status, String code, String title, String field) {
        return Uni.createFrom().item(new Refused(status, code, title, field));
    }
}
