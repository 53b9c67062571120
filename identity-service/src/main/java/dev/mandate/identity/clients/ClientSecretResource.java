package dev.mandate.identity.clients;

import dev.mandate.identity.clients.ClientAdministration.GivenSecret;
import dev.mandate.identity.http.Field;
import dev.mandate.identity.identities.Requester;
import dev.mandate.identity.keys.RandomSecret;
import dev.mandate.messaging.http.ProblemException;
import dev.mandate.messaging.idempotency.http.Idempotent;
import dev.mandate.messaging.proposals.Outcome;
import dev.mandate.messaging.proposals.SecondPerson;
import dev.mandate.messaging.security.Caller;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** By what a client, or an agent, proves at {@code POST /oauth2/token} that it is this one: two secrets at a time, each with an end. */
@Path("/clients/{id}/secrets")
public class ClientSecretResource {
    private final ClientAdministration administration;
    private final TimedCredentials credentials;
    private final ClientStore store;
    private final OtherSecret made;
    private final SecondPerson second;
    private final SecurityIdentity identity;

    ClientSecretResource(
            ClientAdministration administration,
            TimedCredentials credentials,
            ClientStore store,
            OtherSecret made,
            SecondPerson second,
            SecurityIdentity identity) {
        this.administration = administration;
        this.credentials = credentials;
        this.store = store;
        this.made = made;
        this.second = second;
        this.identity = identity;
    }

    /**
     * @param endsAt first instant at which it no longer counts; without it as late as {@code mandate.client-secret-max-lifetime} allows
     * @param reason may be left out
     */
    public record NewSecret(
            @Nullable Instant endsAt, @Nullable String reason) {}

    /** @param reason may be left out */
    public record Ending(@Nullable String reason) {}

    /** Those that count now, with their ends, and nothing else of them. */
    @GET
    @WithSession
    @RolesAllowed("clients:read")
    public Uni<List<TimedCredentials.Secret>> list(@PathParam("id") String id) {
        return store.findById(id)
                .chain(row -> row == null ? ClientResource.refuse(ClientRefusal.UNKNOWN) : credentials.counting(id));
    }

    /**
     * Makes a secret, which is in this answer and nowhere else, and counts beside the one that is there until either ends. That of a client
     * by which whoever has it reaches everybody counts once two people want it. 409 for one that signs with a key of its own, and for
     * those whose secret is configuration.
     */
    @POST
    @Idempotent
    @RolesAllowed("clients:write")
    @APIResponseSchema(TimedCredentials.Made.class)
    @APIResponse(
            responseCode = "202",
            description = "The secret counts once people agree, at the address in Location",
            content = @Content(schema = @Schema(implementation = ClientCredentialResource.WaitingSecret.class)))
    @APIResponse(responseCode = "409", description = "Two count already, or it has none of this kind")
    public Uni<Response> make(@PathParam("id") String id, @Nullable NewSecret body) {
        var wanted = body == null ? new NewSecret(null, null) : body;
        var secret = RandomSecret.next();
        var content = new OtherSecret.Wanted(
                id,
                HexFormat.of().formatHex(RandomSecret.hash(secret)),
                null,
                Field.at("/reason").optionalReason(wanted.reason()),
                wanted.endsAt());
        return second.ask(made, content, Caller.of(identity))
                .map(result -> result.fold(Function.identity(), ClientResource::<Outcome<GivenSecret>>refuse))
                .map(outcome -> ClientCredentialResource.answer(
                        outcome,
                        secret,
                        given -> new TimedCredentials.Made(
                                given.secret().id(), secret, given.secret().endsAt())));
    }

    /** Ends a secret at once, with all tokens that the client has: nobody knows by which one it got them. */
    @POST
    @Path("/{secret}/end")
    @WithTransaction
    @RolesAllowed("clients:write")
    public Uni<TimedCredentials.Secret> end(
            @PathParam("id") String id, @PathParam("secret") String secret, @Nullable Ending body) {
        var reason = body == null ? null : Field.at("/reason").optionalReason(body.reason());
        return administration
                .endSecret(id, secret, reason, Requester.of(Caller.of(identity)))
                .map(result -> result.fold(Function.identity(), ClientResource::refuse));
    }

    /** @param whose a client's, an {@code agent}'s or a {@code workload}'s */
    public static ProblemException problem(TimedCredentials.Refusal refusal, String whose) {
        return switch (refusal) {
            case UNKNOWN_SECRET ->
                new ProblemException(404, "unknown-secret", "Name a secret of this " + whose + " that hasn't ended");
            case TOO_MANY ->
                new ProblemException(
                        409,
                        "too-many-secrets",
                        "End one first: each " + whose + " has at most " + TimedCredentials.MOST
                                + " secrets at a time");
            case BAD_END ->
                new ProblemException(
                        400, "bad-end", "Choose an instant ahead, no later than secrets may last", "/endsAt");
            case HAS_KEYS ->
                new ProblemException(
                        409, "has-keys", "Name one with a secret; this " + whose + " signs with its own key");
            case NO_CLIENT ->
                new ProblemException(
                        409,
                        "no-client",
                        "Name one that asks for tokens itself; this " + whose
                                + " acts by those of an application, and has no secret");
        };
    }
}
