package dev.mandate.authz.publishing;

import dev.mandate.authz.engine.cedar.EntityUid;
import dev.mandate.authz.engine.entities.CedarNames;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.messaging.security.Caller;

/** Who wishes to change policies. An agent that acts for a person is itself the one who does. */
public record Publisher(EntityUid principal) {

    public static Publisher of(Caller caller) {
        var id = caller.acting();
        if (id.startsWith(IdentityId.PERSON)) return new Publisher(new EntityUid(CedarNames.PERSON, id));
        if (id.startsWith(IdentityId.AGENT) || id.startsWith(IdentityId.WORKLOAD))
            return new Publisher(new EntityUid(CedarNames.AGENT, id));
        return new Publisher(new EntityUid(CedarNames.CLIENT, caller.clientId()));
    }

    String name() {
        return principal.id();
    }
}
