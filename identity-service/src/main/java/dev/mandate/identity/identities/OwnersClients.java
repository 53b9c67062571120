package dev.mandate.identity.identities;

import dev.mandate.events.ids.IdentityId;
import io.smallrye.mutiny.Uni;

/** Clients act as long as who answers for them. Every method works in the caller's transaction, who has locked the person. */
public interface OwnersClients {
    /** He is stopped by hand, and they with him. */
    Uni<Void> stopped(IdentityId owner);

    /** He may act again, and they with him, as far as nothing else stops them. */
    Uni<Void> resumed(IdentityId owner);
}
