package dev.mandate.identity.clients;

import dev.mandate.events.ids.IdentityId;
import dev.mandate.identity.identities.Requester;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Clients that nobody has ever answered for. They act for a while, so that somebody can be found for those that a machine made and what
 * ran before there were owners goes on; then they stop as those of leavers do. Every method needs a transaction.
 */
@ApplicationScoped
class OwnerlessClients {
    private static final String NO_OWNER = "no_owner";

    private final ClientStore store;
    private final OwnedClients clients;
    private final ClientOwners owners;
    private final OwnerlessConfig config;
    private final InstantSource clock;

    OwnerlessClients(
            ClientStore store, OwnedClients clients, ClientOwners owners, OwnerlessConfig config, InstantSource clock) {
        this.store = store;
        this.clients = clients;
        this.owners = owners;
        this.config = config;
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

    /** Stops those whose time is over, up to so many; how many. */
    Uni<Integer> stopOverdue(int atMost) {
        var now = clock.instant();
        var former = config.formerClientsNeedOwnersFrom()
                .filter(from -> !now.isBefore(from))
                .isPresent();
        return store.overdue(now, former, atMost)
                .chain(rows -> clients.stop(rows, NO_OWNER, NO_OWNER).replaceWith(rows.size()));
    }
}
