package dev.mandate.gateway.extmcp;

import dev.mandate.authz.engine.entities.Directory;
import dev.mandate.messaging.security.Caller;

/**
 * Whose something is that takes room here.
 *
 * @param caller who acts, and for whom: people who share an agent share no room by it
 * @param person who answers for it: the one for whom it is done, or the owner of an agent that acts for nobody
 */
record Occupant(String caller, String person) {
    static Occupant of(Caller caller, Directory directory) {
        var state = directory.identities().get(caller.subject()).state();
        var owner = state == null ? null : state.owner();
        return new Occupant(caller.acting() + "|" + caller.subject(), owner == null ? caller.subject() : owner.value());
    }
}
