package dev.mandate.authz.engine.entities;

import dev.mandate.events.identity.ClientState;
import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.lifecycle.AccessState;

/**
 * Everything that decisions know of identities and resources, held in memory.
 *
 * @param identities of {@code identity.identities.v1}
 * @param access of {@code lifecycle.access.v1}, people only
 * @param clients of {@code identity.clients.v1}, with issuers that sign people in
 */
public record Directory(
        StateTable<IdentityState> identities,
        StateTable<AccessState> access,
        Catalogue catalogue,
        StateTable<ClientState> clients) {

    public static Directory empty() {
        return new Directory(new StateTable<>(), new StateTable<>(), new Catalogue(), new StateTable<>());
    }
}
