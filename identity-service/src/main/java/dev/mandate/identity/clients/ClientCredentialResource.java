package dev.mandate.identity.clients;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.mandate.events.administration.Reason;
import dev.mandate.identity.clients.ClientAdministration.GivenSecret;
import dev.mandate.identity.http.Field;
import dev.mandate.identity.identities.Requester;
import dev.mandate.identity.keys.RandomSecret;
import dev.mandate.messaging.proposals.Outcome;
import dev.mandate.messaging.proposals.ProposalResource;
import dev.mandate.messaging.proposals.ProposalView;
import dev.mandate.messaging.proposals.SecondPerson;
import dev.mandate.messaging.result.Result;
import dev.mandate.messaging.security.Caller;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** Whether a client gets tokens, and by which secret; of agents, their secrets. */
@Path("/clients")
@RolesAllowed("clients:write")
public class ClientCredentialResource {
    private final ClientAdministration administration;
    private final OtherSecret secrets;
    private final SecondPerson second;
    private final SecurityIdentity identity;

    ClientCredentialResource(
            ClientAdministration administration, OtherSecret secrets, SecondPerson second, SecurityIdentity identity) {
        this.administration = administration;
        this.secrets = secrets;
        this.second = second;
        this.identity = identity;
    }

    /** @param reason in the requester's words, one line of 1 to 500 characters */
    public record Why(@Nullable String reason) {}

    /**
     * @param overlap for how long the secret before still counts, as an ISO 8601 duration such as {@code PT1H}, at most {@code P7D}.
     *     Without it that one stops to count at once, and so do the tokens that it had got
     * @param reason may be left out
     * @param endsAt first instant at which the new one no longer counts; without it as late as {@code mandate.client-secret-max-lifetime}
     *     allows
     */
    public record SecretChange(
            @Nullable String overlap,
            @Nullable String reason,
            @Nullable Instant endsAt) {}

    /**
     * @param clientSecret shown this once
     * @param clientSecretEndsAt first instant at which it no longer counts
     */
    public record ChangedSecret(@JsonUnwrapped ClientView client, String clientSecret, Instant clientSecretEndsAt) {}

    /** @param clientSecret shown this once; it counts once what waits is carried out */
    public record WaitingSecret(String clientSecret, ProposalView waits) {}

    /**
     * Stops a client until it is resumed: it gets no token, those that it has are void, and what was delegated with them is revoked. 409
     * for the client that asks, and for agents and workloads, which are stopped as such.
     */
    @POST
    @Path("/{id}/stop")
    @WithTransaction
    @APIResponse(responseCode = "409", description = "It is the client that asks, or an agent's")
    public Uni<ClientView> stop(@PathParam("id") String id, @Nullable Why body) {
        return administration.stop(id, reason(body), requester()).map(ClientCredentialResource::answer);
    }

    /** The client may ask for tokens again; earlier ones stay void. */
    @POST
    @Path("/{id}/resume")
    @WithTransaction
    @APIResponse(responseCode = "409", description = "It is an agent's")
    public Uni<ClientView> resume(@PathParam("id") String id, @Nullable Why body) {
        return administration.resume(id, reason(body), requester()).map(ClientCredentialResource::answer);
    }

    /**
     * Gives a client, or an agent, another secret instead of those that it has, which is in this answer and nowhere else, and ends. That of a client by which whoever has it
     * reaches everybody counts once two people want it; until then the one before does. 409 for one that signs with a key of its own, and
     * for the first client, whose secret is configuration.
     */
    @POST
    @Path("/{id}/secret")
    @APIResponseSchema(ChangedSecret.class)
    @APIResponse(
            responseCode = "202",
            description = "The secret counts once people agree, at the address in Location",
            content = @Content(schema = @Schema(implementation = WaitingSecret.class)))
    @APIResponse(responseCode = "409", description = "It signs with a key of its own, or its secret is configuration")
    public Uni<Response> secret(@PathParam("id") String id, @Nullable SecretChange body) {
        var change = body == null ? new SecretChange(null, null, null) : body;
        var overlap =
                change.overlap() == null ? Duration.ZERO : Field.at("/overlap").duration(change.overlap());
        var made = RandomSecret.next();
        var wanted = new OtherSecret.Wanted(
                id,
                HexFormat.of().formatHex(RandomSecret.hash(made)),
                overlap.toString(),
                Field.at("/reason").optionalReason(change.reason()),
                change.endsAt());
        return second.ask(secrets, wanted, Caller.of(identity))
                .map(result -> result.fold(Function.identity(), ClientResource::<Outcome<GivenSecret>>refuse))
                .map(outcome -> answer(
                        outcome,
                        made,
                        given -> new ChangedSecret(
                                given.client(), made, given.secret().endsAt())));
    }

    /** @param shown what is answered where it counts already */
    static Response answer(Outcome<GivenSecret> outcome, String secret, Function<GivenSecret, Object> shown) {
        var answer = ProposalResource.answer(outcome, 200, shown);
        return outcome instanceof Outcome.Waits<GivenSecret> waits
                ? Response.fromResponse(answer)
                        .entity(new WaitingSecret(secret, waits.proposal()))
                        .build()
                : answer;
    }

    private static Reason reason(@Nullable Why body) {
        var why = Field.body(body);
        return Field.at("/reason").reason(why.reason());
    }

    private Requester requester() {
        return Requester.of(Caller.of(identity));
    }

    private static ClientView answer(Result<ClientView, ClientRefusal> done) {
        return done.fold(Function.identity(), ClientResource::refuse);
    }
}
