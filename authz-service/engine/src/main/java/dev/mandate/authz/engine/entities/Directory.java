package dev.mandate.authz.engine.entities;

import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.lifecycle.AccessState;

/**
 * Everything that decisions know of identities and resources, held in memory.
 *
 * @param identities of {@code identity.identities.v1}
 * @param access of {@code lifecycle.access.v1}, people only
 */
public record Directory(StateTable<IdentityState> identities, StateTable<AccessState> access, Catalogue catalogue) {

    public static Directory empty() {
        return new Directory(new StateTable<>(), new StateTable<>(), new Catalogue());
    }
}
