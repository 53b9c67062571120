package dev.mandate.identity.agents;

import dev.mandate.identity.clients.ClientSecretResource;
import dev.mandate.identity.clients.TimedCredentials;
import dev.mandate.identity.http.Field;
import dev.mandate.identity.identities.Requester;
import dev.mandate.messaging.http.ProblemException;
import dev.mandate.messaging.idempotency.http.Idempotent;
import dev.mandate.messaging.result.Result;
import dev.mandate.messaging.security.Caller;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** By what an agent without keys of its own proves that it is this one: two secrets at a time, each with an end. */
@Path("/agents/{id}/secrets")
public class AgentSecretResource {
    private final AgentSecrets secrets;
    private final SecurityIdentity security;

    AgentSecretResource(AgentSecrets secrets, SecurityIdentity security) {
        this.secrets = secrets;
        this.security = security;
    }

    /**
     * @param endsAt first instant at which it no longer counts; without it as late as {@code mandate.client-secret-max-lifetime} allows
     * @param reason may be left out
     */
    public record NewSecret(
            @Nullable Instant endsAt, @Nullable String reason) {}

    /** @param reason may be left out */
    public record Ending(@Nullable String reason) {}

    /** Those that count now, with their ends, and nothing else of them. For an administrator, and for who answers for the agent. */
    @GET
    @WithTransaction
    @RolesAllowed("agents:read")
    public Uni<List<TimedCredentials.Secret>> list(@PathParam("id") String id) {
        return secrets.of(AgentResource.known(id), requester()).map(AgentSecretResource::answer);
    }

    /**
     * Makes a secret, which is in this answer and nowhere else, and counts beside the one that is there until either ends. By who answers for
     * the agent; of others' agents with {@code clients:write} too, as of any client, since whoever has it is the agent.
     */
    @POST
    @Idempotent
    @WithTransaction
    @RolesAllowed("agents:write")
    @APIResponse(responseCode = "409", description = "Two count already, or it signs with a key of its own")
    public Uni<TimedCredentials.Made> make(@PathParam("id") String id, @Nullable NewSecret body) {
        var wanted = body == null ? new NewSecret(null, null) : body;
        var reason = Field.at("/reason").optionalReason(wanted.reason());
        return secrets.make(
                        AgentResource.known(id),
                        wanted.endsAt(),
                        reason,
                        requester(),
                        security.hasRole("clients:write"))
                .map(AgentSecretResource::answer);
    }

    /** Ends a secret at once, with all tokens that the agent has. By an administrator, or by who answers for it. */
    @POST
    @Path("/{secret}/end")
    @WithTransaction
    @RolesAllowed("agents:write")
    public Uni<TimedCredentials.Secret> end(
            @PathParam("id") String id, @PathParam("secret") String secret, @Nullable Ending body) {
        var reason = body == null ? null : Field.at("/reason").optionalReason(body.reason());
        return secrets.end(AgentResource.known(id), secret, reason, requester()).map(AgentSecretResource::answer);
    }

    private static <T> T answer(Result<T, AgentSecretRefusal> done) {
        return done.fold(Function.identity(), refused -> {
            if (refused instanceof AgentSecretRefusal.Rights it) throw OfferResource.problem(it.why(), "agent", null);
            if (refused instanceof AgentSecretRefusal.Anothers)
                throw new ProblemException(
                        403, "others-agent", "Ask with clients:write too, or as who answers for the agent");
            throw ClientSecretResource.problem(((AgentSecretRefusal.Secret) refused).why(), "agent");
        });
    }

    private Requester requester() {
        return Requester.of(Caller.of(security));
    }
}
