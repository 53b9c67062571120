package dev.mandate.lifecycle.access;

import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.lifecycle.AccessState;
import dev.mandate.events.lifecycle.CatalogEntry;
import dev.mandate.events.lifecycle.GovernanceEvent;
import dev.mandate.events.lifecycle.Grant;
import dev.mandate.lifecycle.catalog.Catalog;
import dev.mandate.lifecycle.workers.Worker;
import dev.mandate.lifecycle.workers.WorkerAccess;
import dev.mandate.lifecycle.workers.WorkerSnapshot;
import dev.mandate.messaging.outbox.Outbox;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes each worker's access as one state record: attributes and all grants together, so that nobody sees a mixture. */
@ApplicationScoped
class Access implements WorkerAccess {
    private final Catalog catalog;
    private final GrantStore grants;
    private final Outbox outbox;
    private final InstantSource clock;

    Access(Catalog catalog, GrantStore grants, Outbox outbox, InstantSource clock) {
        this.catalog = catalog;
        this.grants = grants;
        this.outbox = outbox;
        this.clock = clock;
    }

    @Override
    public Uni<Void> begin() {
        return catalog.hold();
    }

    @Override
    public Uni<List<Worker>> refresh(List<Look> looks) {
        var identities = looks.stream().map(look -> look.worker().identity()).toList();
        return catalog.roles()
                .chain(roles -> grants.heldBy(identities)
                        .chain(held -> write(
                                looks, roles, held.stream().collect(Collectors.groupingBy(HeldGrant::identity)))));
    }

    private Uni<List<Worker>> write(
            List<Look> looks, List<CatalogEntry.Role> roles, Map<IdentityId, List<HeldGrant>> held) {
        var now = clock.instant();
        var names = roles.stream().map(CatalogEntry.Role::id).collect(Collectors.toSet());
        var after = new ArrayList<Worker>(looks.size());
        var states = new ArrayList<AccessState>(looks.size());
        var ended = new ArrayList<HeldGrant>();
        for (var look : looks) {
            var worker = look.worker();
            var standing = worker.standing();
            var kept = kept(worker, held.getOrDefault(worker.identity(), List.of()), names, now, ended);
            if (standing == null) {
                after.add(worker);
                continue;
            }
            var granted = new ArrayList<>(Birthrights.of(worker.identity(), standing, roles));
            granted.addAll(kept);
            if (look.changed() || !granted.equals(worker.grants())) {
                var next = worker.published(granted);
                states.add(state(next, standing));
                after.add(next);
            } else {
                after.add(worker);
            }
        }
        return grants.end(ended)
                .chain(() -> outbox.publishAll(
                        GovernanceEvent.FAMILY,
                        ended.stream().map(HeldGrant::revoked).toList()))
                .chain(() -> outbox.publishAll(AccessState.FAMILY, states))
                .replaceWith(after);
    }

    private static List<Grant> kept(
            Worker worker, List<HeldGrant> held, Set<String> roles, Instant now, List<HeldGrant> ended) {
        var kept = new ArrayList<Grant>();
        for (var grant : held) {
            grant.endedBy(worker, roles, now)
                    .ifPresentOrElse(
                            cause -> ended.add(grant.ended(now, cause, null, null)), () -> kept.add(grant.grant()));
        }
        return kept;
    }

    private static AccessState state(Worker worker, WorkerSnapshot standing) {
        return new AccessState(
                worker.identity(),
                worker.revision(),
                false,
                standing.state(),
                standing.employment(),
                standing.employmentFrom(),
                worker.employeeId(),
                standing.attributes(),
                worker.grants());
    }
}
