package dev.mandate.identity.clients;

import dev.mandate.identity.http.Field;
import dev.mandate.identity.identities.Requester;
import dev.mandate.identity.keys.RandomSecret;
import dev.mandate.messaging.idempotency.http.Idempotent;
import dev.mandate.messaging.proposals.Outcome;
import dev.mandate.messaging.proposals.ProposalResource;
import dev.mandate.messaging.proposals.ProposalView;
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

/** By what an identity provider asks {@code /scim/v2} that keeps one token and asks for no other, as Okta and Entra ID do. */
@Path("/clients/{id}/scim-tokens")
public class ScimTokenResource {
    private final NewScimToken made;
    private final ScimTokens tokens;
    private final SecondPerson second;
    private final SecurityIdentity identity;

    ScimTokenResource(NewScimToken made, ScimTokens tokens, SecondPerson second, SecurityIdentity identity) {
        this.made = made;
        this.tokens = tokens;
        this.second = second;
        this.identity = identity;
    }

    /**
     * @param endsAt first instant at which it no longer counts; without it as late as {@code mandate.scim-token-max-lifetime} allows
     * @param reason may be left out
     */
    public record NewToken(
            @Nullable Instant endsAt, @Nullable String reason) {}

    /** @param reason may be left out */
    public record Ending(@Nullable String reason) {}

    /** @param token shown this once */
    public record MadeToken(String id, String token, Instant endsAt) {}

    /** @param token shown this once; it counts once what waits is carried out */
    public record WaitingToken(String token, ProposalView waits) {}

    /** Those that count now, with their ends, and nothing else of them. */
    @GET
    @WithSession
    @RolesAllowed("clients:read")
    public Uni<List<TimedCredentials.Secret>> list(@PathParam("id") String id) {
        return tokens.of(id).map(result -> result.fold(Function.identity(), ClientResource::refuse));
    }

    /**
     * Makes a client with {@code scim:write} or {@code scim:read} a token for {@code /scim/v2} alone, which is in this answer and nowhere
     * else, and counts beside the one that is there until either ends. That of a client which may write counts once two people want it.
     */
    @POST
    @Idempotent
    @RolesAllowed("clients:write")
    @APIResponseSchema(MadeToken.class)
    @APIResponse(
            responseCode = "202",
            description = "The token counts once people agree, at the address in Location",
            content = @Content(schema = @Schema(implementation = WaitingToken.class)))
    @APIResponse(responseCode = "409", description = "Two count already, or it has no scope of SCIM")
    public Uni<Response> make(@PathParam("id") String id, @Nullable NewToken body) {
        var wanted = body == null ? new NewToken(null, null) : body;
        var token = ScimTokens.next();
        var content = new NewScimToken.Wanted(
                id,
                HexFormat.of().formatHex(RandomSecret.hash(token)),
                wanted.endsAt(),
                Field.at("/reason").optionalReason(wanted.reason()));
        return second.ask(made, content, Caller.of(identity))
                .map(result ->
                        result.fold(Function.identity(), ClientResource::<Outcome<TimedCredentials.Secret>>refuse))
                .map(outcome -> answer(outcome, token));
    }

    /** It counts no more, at once. */
    @POST
    @Path("/{token}/end")
    @WithTransaction
    @RolesAllowed("clients:write")
    public Uni<TimedCredentials.Secret> end(
            @PathParam("id") String id, @PathParam("token") String token, @Nullable Ending body) {
        var reason = body == null ? null : Field.at("/reason").optionalReason(body.reason());
        return tokens.end(id, token, reason, Requester.of(Caller.of(identity)))
                .map(result -> result.fold(Function.identity(), ClientResource::refuse));
    }

    private static Response answer(Outcome<TimedCredentials.Secret> outcome, String token) {
        var answer =
                ProposalResource.answer(outcome, 200, secret -> new MadeToken(secret.id(), token, secret.endsAt()));
        return outcome instanceof Outcome.Waits<TimedCredentials.Secret> waits
                ? Response.fromResponse(answer)
                        .entity(new WaitingToken(token, waits.proposal()))
                        .build()
                : answer;
    }
}
