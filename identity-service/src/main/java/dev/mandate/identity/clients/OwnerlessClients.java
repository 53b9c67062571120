package dev.mandate.identity.clients;

import dev.mandate.events.ids.IdentityId;
import dev.mandate.identity.identities.Requester;
import dev.mandate.messaging.result.Result;
import dev.mandate.messaging.sweep.DueWork;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Clients that nobody has ever answered for. They act for a while, so that somebody can be found for those that a machine made and what
 * ran before there were owners goes on; then they stop as those of leavers do. Every method needs a transaction.
 */
@ApplicationScoped
class OwnerlessClients implements DueWork {
    private static final Logger LOG = Logger.getLogger(OwnerlessClients.class);
    private static final String NO_OWNER = "no_owner";

    private final ClientStore store;
    private final OwnedClients clients;
    private final ClientOwners owners;
    private final OwnerlessConfig config;
    private final OwnerDeadline deadline;
    private final InstantSource clock;

    OwnerlessClients(
            ClientStore store,
            OwnedClients clients,
            ClientOwners owners,
            OwnerlessConfig config,
            OwnerDeadline deadline,
            InstantSource clock) {
        this.store = store;
        this.clients = clients;
        this.owners = owners;
        this.config = config;
        this.deadline = deadline;
        this.clock = clock;
    }

    /** Who keeps one that is registered now: who is named, else the person who registers it, else nobody for a while. */
    Uni<Result<Kept, ClientRefusal>> keeping(@Nullable IdentityId named, Requester by) {
        var himself = by.person();
        if (named == null && himself.isEmpty())
            return config.ownerlessClientMaxLifetime().isZero()
                    ? Result.nowRefused(ClientRefusal.INACTIVE_OWNER)
                    : Result.nowDone(Kept.byNobodyUntil(clock.instant().plus(config.ownerlessClientMaxLifetime())));
        var owner = named == null ? himself.get() : named;
        return owners.registering(owner, by)
                .map(result -> result.map(person ->
                        himself.filter(person::equals).isPresent() ? Kept.by(person) : Kept.onceAcceptedBy(person)));
    }

    /** How many act. */
    Uni<Long> count() {
        return store.countOwnerless();
    }

    /** Ids of those whose time is over. */
    @Override
    public Uni<List<String>> due(int limit) {
        var now = clock.instant();
        return store.overdue(now, deadline.formerNeedOne(now), limit);
    }

    /** Stops those whose time is over; how many. */
    @Override
    public Uni<Integer> sweep(int limit) {
        var now = clock.instant();
        return store.lockedOverdue(now, deadline.formerNeedOne(now), limit).chain(this::stop);
    }

    @Override
    public Uni<Void> sweep(String id) {
        var now = clock.instant();
        return store.lockedOverdue(now, deadline.formerNeedOne(now), id)
                .chain(this::stop)
                .replaceWithVoid();
    }

    @Override
    public Uni<Void> putOff(String id) {
        return store.putOff(id, clock.instant());
    }

    private Uni<Integer> stop(List<ClientRow> rows) {
        // Tried again until somebody has mended it: then it is told, too.
        for (var row : rows) if (row.fault() != null) throw new IllegalStateException(row.id + ": " + row.fault());
        return clients.stop(rows, NO_OWNER, NO_OWNER)
                .invoke(() -> {
                    if (!rows.isEmpty())
                        LOG.warnf(
                                "%d clients are stopped, since nobody answers for them: GET /clients?ownerless=true",
                                rows.size());
                })
                .replaceWith(rows.size());
    }
}
