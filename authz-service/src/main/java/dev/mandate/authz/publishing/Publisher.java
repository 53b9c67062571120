package dev.mandate.authz.publishing;

import dev.mandate.authz.engine.cedar.EntityUid;
import dev.mandate.authz.engine.entities.CedarNames;
import dev.mandate.events.administration.Actor;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.messaging.security.Caller;

/**
 * Who wishes to change policies. An agent that acts for a person is itself the one who does.
 *
 * @param by as it is put on record
 */
public record Publisher(EntityUid principal, Actor by) {

    public static Publisher of(Caller caller) {
        var id = caller.acting();
        if (id.startsWith(IdentityId.PERSON)) return new Publisher(new EntityUid(CedarNames.PERSON, id), caller.by());
        if (id.startsWith(IdentityId.AGENT) || id.startsWith(IdentityId.WORKLOAD))
            return new Publisher(new EntityUid(CedarNames.AGENT, id), caller.by());
        return new Publisher(new EntityUid(CedarNames.CLIENT, caller.clientId()), caller.by());
    }

    String name() {
        return principal.id();
    }
}
