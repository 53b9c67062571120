package dev.mandate.identity.clients;

import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.OwnedId;
import dev.mandate.identity.identities.Owned;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A client, and whether anybody answers for it.
 *
 * @param answered false while its owner has left, or nobody has accepted it yet
 */
public record OwnedClient(
        OwnedId id, String name, String purpose, @Nullable IdentityId owner, boolean answered) implements Owned {
    /** Who answers for it is stopped by hand. */
    static final String OWNER_STOPPED = "owner_stopped";

    /** Empty for what no person answers for in this way. */
    static Optional<OwnedClient> of(ClientRow row) {
        var keeper = row.keeper();
        if (keeper != ClientKeeper.OWNER && keeper != ClientKeeper.NOBODY) return Optional.empty();
        return OwnedId.parse(row.id)
                .map(id -> new OwnedClient(
                        id,
                        row.name,
                        row.scopes,
                        row.ownerId == null ? null : new IdentityId(row.ownerId),
                        keeper == ClientKeeper.OWNER));
    }

    @Override
    public Optional<IdentityId> answering() {
        return answered ? Optional.ofNullable(owner) : Optional.empty();
    }

    @Override
    public boolean isGone() {
        return false;
    }

    @Override
    public boolean isAnsweredForBy(IdentityState person) {
        return answering().filter(person.identity()::equals).isPresent();
    }
}
