package dev.mandate.identity.agents;

import dev.mandate.events.administration.Reason;
import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.identity.identities.IdentityStops;
import dev.mandate.identity.identities.Requester;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Stops agents by hand, and lets them go on. Every method needs a transaction, and takes locks on people before the agent. */
@ApplicationScoped
public class AgentStops {
    private final OwnerRights rights;
    private final IdentityStops stops;

    AgentStops(OwnerRights rights, IdentityStops stops) {
        this.rights = rights;
        this.stops = stops;
    }

    /** By an administrator, or by who answers for it. */
    public Uni<Result<IdentityState, AgentRefusal>> stop(IdentityId agent, Reason reason, Requester by) {
        return rights.administering(agent, by)
                .chain(result ->
                        result.chain(owned -> stops.stop(agent, reason, by.by()).map(Result::done)));
    }

    /** By an administrator, or by who answers for it and is the only one who has stopped it. */
    public Uni<Result<IdentityState, AgentRefusal>> resume(IdentityId agent, Reason reason, Requester by) {
        return rights.resuming(agent, by)
                .chain(result ->
                        result.chain(owned -> stops.resume(agent, reason, by).map(Result::done)));
    }
}
