package dev.mandate.identity.scim;

import dev.mandate.events.administration.Reason;
import dev.mandate.events.identity.AdministrationEvent;
import dev.mandate.events.identity.PersonEvent;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.identity.identities.Requester;
import dev.mandate.messaging.outbox.Outbox;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;

/** That a directory keeps somebody no more whom an HR system has. */
@ApplicationScoped
class Releases {
    private final ScimStore store;
    private final Adoptions adoptions;
    private final Outbox outbox;
    private final InstantSource clock;

    Releases(ScimStore store, Adoptions adoptions, Outbox outbox, InstantSource clock) {
        this.store = store;
        this.adoptions = adoptions;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * From now on his HR system alone says whether he works here; where it does he comes back, as one who is hired again. Needs a transaction.
     *
     * @param again whether a directory may adopt him once more
     * @return false where none has adopted him
     */
    Uni<Boolean> release(IdentityId person, boolean again, Reason reason, Requester by) {
        return store.locked(person.value())
                .chain(found -> found.filter(row -> row.employeeId != null)
                        .map(row -> {
                            row.barred = !again;
                            if (row.releasedAt != null) return Uni.createFrom().item(true);
                            var gone = row.deletedAt == null
                                    ? store.leaveAll(row.id).invoke(() -> row.delete(clock.instant()))
                                    : Uni.createFrom().voidItem();
                            return gone.chain(() -> adoptions.release(row))
                                    .chain(() -> outbox.publish(
                                            AdministrationEvent.FAMILY,
                                            new PersonEvent.Released(person, row.clientId, again, reason, by.by())))
                                    .replaceWith(true);
                        })
                        .orElseGet(() -> Uni.createFrom().item(false)));
    }
}
