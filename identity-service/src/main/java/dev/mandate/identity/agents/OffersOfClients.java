package dev.mandate.identity.agents;

import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.OwnedId;
import dev.mandate.identity.clients.ClientOwners;
import dev.mandate.identity.clients.ClientRefusal;
import dev.mandate.identity.identities.Requester;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Map;

/** Offers are as they are for agents. */
@ApplicationScoped
class OffersOfClients implements ClientOwners {
    private final OwnerRights rights;
    private final OwnedThings things;
    private final Offers offers;

    OffersOfClients(OwnerRights rights, OwnedThings things, Offers offers) {
        this.rights = rights;
        this.things = things;
        this.offers = offers;
    }

    @Override
    public Uni<Result<IdentityId, ClientRefusal>> registering(IdentityId owner, Requester by) {
        return rights.registeringClient(owner, by)
                .map(result -> result.<IdentityId>map(ignored -> owner).because(OffersOfClients::refusal));
    }

    private static ClientRefusal refusal(AgentRefusal why) {
        return switch (why) {
            case TOO_MANY -> ClientRefusal.OWNS_TOO_MANY;
            case VOID_TOKEN -> ClientRefusal.VOID_TOKEN;
            case NOT_THE_PERSON_HIMSELF -> ClientRefusal.FOR_ANOTHER;
            default -> ClientRefusal.INACTIVE_OWNER;
        };
    }

    @Override
    public Uni<Asked> ask(String client, IdentityId to, Requester by) {
        return things.locked(new OwnedId(client))
                .chain(found -> offers.registered(found.orElseThrow(), to, by))
                .map(offer -> new Asked(offer.offer(), offer.to(), offer.endsAt()));
    }

    @Override
    public Uni<Map<String, IdentityId>> askedOf(Collection<String> clients) {
        return offers.askedOf(clients);
    }
}
