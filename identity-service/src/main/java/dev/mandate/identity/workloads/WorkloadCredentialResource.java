package dev.mandate.identity.workloads;

import dev.mandate.events.administration.Reason;
import dev.mandate.identity.assertions.ClientKeys;
import dev.mandate.identity.clients.TimedCredentials;
import dev.mandate.identity.http.Field;
import dev.mandate.identity.identities.Identities;
import dev.mandate.identity.identities.Requester;
import dev.mandate.messaging.idempotency.http.Idempotent;
import dev.mandate.messaging.result.Result;
import dev.mandate.messaging.security.Caller;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** By what a workload proves that it is this one, at {@code POST /oauth2/token} with {@code client_credentials}. */
@Path("/workloads/{id}")
public class WorkloadCredentialResource {
    private final WorkloadCredentials changes;
    private final TimedCredentials credentials;
    private final Identities identities;
    private final ClientKeys keys;
    private final SecurityIdentity security;

    WorkloadCredentialResource(
            WorkloadCredentials changes,
            TimedCredentials credentials,
            Identities identities,
            ClientKeys keys,
            SecurityIdentity security) {
        this.changes = changes;
        this.credentials = credentials;
        this.identities = identities;
        this.keys = keys;
        this.security = security;
    }

    /**
     * @param endsAt first instant at which it no longer counts; without it as late as {@code mandate.workload-secret-max-lifetime} allows
     * @param reason may be left out
     */
    public record NewSecret(
            @Nullable Instant endsAt, @Nullable String reason) {}

    /** @param reason may be left out */
    public record Why(@Nullable String reason) {}

    /**
     * @param jwks public keys in place of those that it had; null, and without {@code jwksUri}, for none any more
     * @param jwksUri in place of them: an https address where it publishes them, and changes them by itself
     * @param reason may be left out
     */
    public record NewKeys(
            @Nullable Map<String, Object> jwks,
            @Nullable String jwksUri,
            @Nullable String reason) {}

    /** @param keys thumbprints (RFC 7638), or where they are published */
    public record Keys(List<String> keys) {}

    /** What counts now: secrets with their ends and nothing else of them, and thumbprints of keys. */
    @GET
    @Path("/credentials")
    @WithSession
    @RolesAllowed("workloads:read")
    public Uni<TimedCredentials.Credentials> list(@PathParam("id") String id) {
        var workload = WorkloadTransitionResource.known(id);
        return identities.find(workload).chain(found -> {
            if (found.isEmpty() || found.get().deleted()) throw WorkloadTransitionResource.notFound();
            return credentials.of(id);
        });
    }

    /**
     * Makes a secret, which is in this answer and nowhere else, and counts beside the one that is there until either ends. By who answers for
     * the workload; of others' workloads with {@code clients:write} too, as of any client, since whoever has it is the workload.
     */
    @POST
    @Idempotent
    @Path("/secrets")
    @WithTransaction
    @RolesAllowed("workloads:write")
    @APIResponse(responseCode = "409", description = "Two count already, or it is retired")
    public Uni<TimedCredentials.Made> makeSecret(@PathParam("id") String id, @Nullable NewSecret body) {
        var wanted = body == null ? new NewSecret(null, null) : body;
        return changes.makeSecret(
                        WorkloadTransitionResource.known(id),
                        wanted.endsAt(),
                        optional(wanted.reason()),
                        requester(),
                        security.hasRole(WorkloadTransitionResource.OF_ANYBODY))
                .map(WorkloadCredentialResource::answer);
    }

    /** Ends a secret at once, with all tokens that the workload has. By an administrator, or by who answers for it. */
    @POST
    @Path("/secrets/{secret}/end")
    @WithTransaction
    @RolesAllowed("workloads:write")
    public Uni<TimedCredentials.Secret> endSecret(
            @PathParam("id") String id, @PathParam("secret") String secret, @Nullable Why body) {
        var reason = body == null ? null : optional(body.reason());
        return changes.endSecret(WorkloadTransitionResource.known(id), secret, reason, requester())
                .map(WorkloadCredentialResource::answer);
    }

    /**
     * All its public keys for {@code private_key_jwt}, instead of those that it had; tokens that it has are void. By who answers for it; of
     * others' workloads with {@code clients:write} too, but for an administrator who takes them away.
     */
    @PUT
    @Path("/keys")
    @WithTransaction
    @RolesAllowed("workloads:write")
    @APIResponse(responseCode = "409", description = "It is retired")
    public Uni<Keys> keys(@PathParam("id") String id, @Nullable NewKeys body) {
        var wanted = Field.body(body);
        var jwks = Field.at(wanted.jwksUri() == null ? "/jwks" : "/jwksUri")
                .parsed(wanted, it -> keys.checked(it.jwks(), it.jwksUri()))
                .orElse(null);
        return changes.keys(
                        WorkloadTransitionResource.known(id),
                        jwks,
                        optional(wanted.reason()),
                        requester(),
                        security.hasRole(WorkloadTransitionResource.OF_ANYBODY))
                .map(result -> new Keys(answer(result)));
    }

    private static @Nullable Reason optional(@Nullable String reason) {
        return Field.at("/reason").optionalReason(reason);
    }

    private static <T> T answer(Result<T, WorkloadRefusal> done) {
        return done.fold(Function.identity(), refused -> {
            throw WorkloadTransitionResource.problem(refused, null);
        });
    }

    private Requester requester() {
        return Requester.of(Caller.of(security));
    }
}
