package dev.mandate.identity.clients;

import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.OfferId;
import dev.mandate.identity.identities.Requester;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;

/** Who comes to answer for clients, by the rules for agents and workloads. Every method works in the caller's transaction. */
public interface ClientOwners {
    /** Whether something new may be registered for him, who is locked then and stays active; he, if so. */
    Uni<Result<IdentityId, ClientRefusal>> registering(IdentityId owner, Requester by);

    /**
     * He is asked to answer for a client that was registered in this transaction.
     *
     * @param client one for which a person can answer
     */
    Uni<Asked> ask(String client, IdentityId to, Requester by);

    /** Whom each of these is offered to now; what nobody is asked about is left out. */
    Uni<Map<String, IdentityId>> askedOf(Collection<String> clients);

    /**
     * An offer to answer for a client.
     *
     * @param endsAt first instant at which it can't be accepted any more
     */
    record Asked(OfferId offer, IdentityId to, Instant endsAt) {}
}
