package dev.mandate.identity.clients;

import dev.mandate.identity.clients.metadata.RedirectUris;
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
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** Where an application has people sent. */
@Path("/clients/{id}/addresses")
public class AddressesResource {
    private final OtherAddresses addresses;
    private final SecondPerson second;
    private final SecurityIdentity identity;

    AddressesResource(OtherAddresses addresses, SecondPerson second, SecurityIdentity identity) {
        this.addresses = addresses;
        this.second = second;
        this.identity = identity;
    }

    /**
     * All of its addresses, in place of those that it has.
     *
     * @param redirectUris where people come back to it from signing in, exactly; 1 to 10
     * @param postLogoutRedirectUris where they may go after signing out; at most 10, none without it
     * @param backchannelLogoutUri where it is told that somebody has signed out; nowhere without it
     * @param reason may be left out
     */
    public record NewAddresses(
            @Nullable List<String> redirectUris,
            @Nullable List<String> postLogoutRedirectUris,
            @Nullable String backchannelLogoutUri,
            @Nullable String reason) {}

    /**
     * An application's addresses, all of them, instead of those that it had: what is left out it has no more. Further ones to come back to from signing in wait for people where it gets more of who signs in
     * to it than who he is, or exchanges his tokens.
     */
    @PUT
    @WithTransaction
    @RolesAllowed("clients:write")
    @APIResponseSchema(ClientView.class)
    @APIResponse(
            responseCode = "202",
            description = ProposalResource.WAITS,
            content = @Content(schema = @Schema(implementation = ProposalView.class)))
    @APIResponse(responseCode = "409", description = "It is no application")
    public Uni<Response> change(@PathParam("id") String id, @Nullable NewAddresses body) {
        var change = Field.body(body);
        ClientRegistrationResource.logoutUri(change.backchannelLogoutUri());
        Field.at("/redirectUris").filled(change.redirectUris(), RedirectUris.MOST);
        var now = Field.at("/redirectUris")
                .parsed(
                        change,
                        it -> Optional.ofNullable(NewApplication.of(
                                it.redirectUris(),
                                it.postLogoutRedirectUris(),
                                it.backchannelLogoutUri(),
                                null,
                                false,
                                false,
                                null,
                                false)))
                .orElseThrow();
        var reason = Field.at("/reason").optionalReason(change.reason());
        return second.ask(
                        addresses,
                        new OtherAddresses.Wanted(
                                id, now.redirectUris(), now.postLogoutUris(), now.logoutUri(), reason),
                        Caller.of(identity))
                .map(result -> result.fold(Function.identity(), ClientResource::<Outcome<ClientView>>refuse))
                .map(outcome -> ProposalResource.answer(outcome, 200, Function.identity()));
    }
}
