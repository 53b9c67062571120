package dev.mandate.authz.publishing;

import dev.mandate.authz.engine.cedar.EntityUid;
import dev.mandate.authz.engine.entities.CedarNames;
import dev.mandate.events.administration.Actor;
import dev.mandate.events.ids.IdentityId;

/** Who wishes to change policies. An agent that acts for a person is itself the one who does. */
record Publisher(EntityUid principal) {

    static Publisher of(Actor by) {
        var id = by.acting();
        if (id.startsWith(IdentityId.PERSON)) return new Publisher(new EntityUid(CedarNames.PERSON, id));
        if (id.startsWith(IdentityId.AGENT) || id.startsWith(IdentityId.WORKLOAD))
            return new Publisher(new EntityUid(CedarNames.AGENT, id));
        return new Publisher(new EntityUid(CedarNames.CLIENT, by.client()));
    }

    String name() {
        return principal.id();
    }
}
