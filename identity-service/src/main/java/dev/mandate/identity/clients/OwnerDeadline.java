package dev.mandate.identity.clients;

import dev.mandate.identity.clients.Client.Standstill;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether a client may get tokens by now. Asked whenever one is, so that nothing depends on the sweep that stops those whose time without an owner
 * is over, and so that what can't be read gets none.
 */
@ApplicationScoped
class OwnerDeadline {
    private final OwnerlessConfig config;
    private final InstantSource clock;

    OwnerDeadline(OwnerlessConfig config, InstantSource clock) {
        this.config = config;
        this.clock = clock;
    }

    /** The client as it is now. */
    Client client(ClientRow row) {
        if (row.fault() != null)
            return new Client(row.id, Set.of(), null, row.name, Set.of(), null, null, Standstill.UNREADABLE, null);
        var client = row.client();
        return isOver(row) ? client.standingStill(Standstill.NOBODY_ANSWERS) : client;
    }

    /** Why it gets no token; null while it does. */
    @Nullable
    Standstill standstill(ClientRow row) {
        return client(row).standstill();
    }

    private boolean isOver(ClientRow row) {
        if (row.ownerId != null || row.standstill() != null || row.keeper() != ClientKeeper.NOBODY) return false;
        var now = clock.instant();
        return row.ownerNeededAt == null ? formerNeedOne(now) : !now.isBefore(row.ownerNeededAt);
    }

    /** Whether those from before there were owners need one by now. */
    boolean formerNeedOne(Instant now) {
        return config.formerClientsNeedOwnersFrom()
                .filter(from -> !now.isBefore(from))
                .isPresent();
    }
}
