package dev.mandate.identity.clients;

import dev.mandate.identity.http.Field;
import dev.mandate.messaging.proposals.Outcome;
import dev.mandate.messaging.proposals.ProposalResource;
import dev.mandate.messaging.proposals.ProposalView;
import dev.mandate.messaging.proposals.SecondPerson;
import dev.mandate.messaging.security.Caller;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** What a client may be given at most. */
@Path("/clients/{id}/scopes")
public class ClientScopesResource {
    private final ScopesToGive give;
    private final WiderClient wider;
    private final SecondPerson second;
    private final SecurityIdentity identity;

    ClientScopesResource(ScopesToGive give, WiderClient wider, SecondPerson second, SecurityIdentity identity) {
        this.give = give;
        this.wider = wider;
        this.second = second;
        this.identity = identity;
    }

    /** @param reason may be left out */
    public record NewScopes(
            @Nullable List<String> scopes, @Nullable String reason) {}

    /**
     * All that a client's tokens have at most from now on, instead of what they had; what it may not have any more, it has in no token any more. 403 for a scope that
     * the client that asks, or the token that it asks with, doesn't have. More scopes by which it reaches everybody, or gets more of who
     * signs in to it than who he is, wait for people.
     */
    @PUT
    @WithTransaction
    @RolesAllowed("clients:write")
    @APIResponseSchema(ClientView.class)
    @APIResponse(
            responseCode = "202",
            description = ProposalResource.WAITS,
            content = @Content(schema = @Schema(implementation = ProposalView.class)))
    @APIResponse(responseCode = "409", description = "It is an agent's, or the first client's")
    public Uni<Response> scopes(@PathParam("id") String id, @Nullable NewScopes body) {
        var change = Field.body(body);
        var scopes = ClientResource.scopesOf(change.scopes());
        var reason = Field.at("/reason").optionalReason(change.reason());
        var caller = Caller.of(identity);
        return give.firstBeyond(caller, scopes)
                .invoke(ClientResource::requireNone)
                .chain(() -> second.ask(wider, new WiderClient.Wanted(id, Set.copyOf(scopes), reason), caller))
                .map(result -> result.fold(Function.identity(), ClientResource::<Outcome<ClientView>>refuse))
                .map(outcome -> ProposalResource.answer(outcome, 200, Function.identity()));
    }
}
