package dev.mandate.identity.agents;

import dev.mandate.events.ids.OwnedId;
import dev.mandate.identity.http.Field;
import dev.mandate.identity.identities.Requester;
import dev.mandate.messaging.http.ProblemException;
import dev.mandate.messaging.idempotency.http.Idempotent;
import dev.mandate.messaging.security.Caller;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Clients of the token endpoint change hands as agents do. */
@Path("/clients/{id}/offers")
public class ClientOfferResource {
    /** What it takes where one doesn't answer for the client. */
    private static final String OF_ANYBODY = "clients:write";

    private final Offers offers;
    private final SecurityIdentity security;

    ClientOfferResource(Offers offers, SecurityIdentity security) {
        this.offers = offers;
        this.security = security;
    }

    /**
     * Offers a client to a person, who answers for it once he accepts at {@code POST /offers/{id}/accept}; until then who did so before does.
     * By an administrator with {@code clients:write}, or by who answers for it now. An offer of this client that nobody has taken yet is
     * replaced. 404 for what no person answers for: agents and workloads have offers of their own, applications that registered themselves
     * act for whoever agreed, and parts of Mandate are kept by who has set it up.
     */
    @POST
    @Idempotent
    @WithTransaction
    @RolesAllowed({OF_ANYBODY, "agents:write"})
    @APIResponse(responseCode = "409", description = "The person answers for it already")
    public Uni<Offer> offer(@PathParam("id") String id, AgentResource.@Nullable NewOffer body) {
        var offer = Field.body(body);
        var client = OwnedId.parse(id).filter(OwnedId::isClient).orElseThrow(() -> problem(AgentRefusal.UNKNOWN_AGENT));
        var request = new OfferRequest(client, Field.at("/to").identity(offer.to()), offer.endsAt());
        return offers.make(request, requester())
                .map(result -> result.fold(Function.identity(), refused -> {
                    throw problem(refused);
                }));
    }

    /** Without the right to write clients nobody is their administrator, whatever else he administers. */
    private Requester requester() {
        var caller = Caller.of(security);
        var by = Requester.of(caller);
        if (caller.scopes().contains(OF_ANYBODY)) return by;
        if (by.person().isEmpty()) throw problem(AgentRefusal.NOT_OWNER);
        return new Requester(by.by(), by.under(), by.tokenIssuedAt(), by.issuer(), by.signIn(), false);
    }

    private static ProblemException problem(AgentRefusal refused) {
        return OfferResource.problem(refused, "client", "/to");
    }
}
