package dev.mandate.identity.identities;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.mandate.events.administration.Reason;
import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.identity.http.Field;
import dev.mandate.messaging.http.ProblemException;
import dev.mandate.messaging.http.QueryParameters;
import dev.mandate.messaging.paging.Page;
import dev.mandate.messaging.proposals.ProposalResource;
import dev.mandate.messaging.proposals.ProposalView;
import dev.mandate.messaging.result.Result;
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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** Identities as they are now, in the shape of their state on {@code identity.identities.v1}. */
@Path("/identities")
public class IdentityResource {
    private final Identities identities;
    private final PersonStops stops;
    private final SecurityIdentity security;

    IdentityResource(Identities identities, PersonStops stops, SecurityIdentity security) {
        this.identities = identities;
        this.stops = stops;
        this.security = security;
    }

    /** @param reason in the requester's words, one line of 1 to 500 characters */
    public record Why(@Nullable String reason) {}

    /**
     * A person after a write: beside his own members, where the record of him is.
     *
     * @param stream has under {@code key} what was done here, from the person's {@code revision} on
     */
    public record Written(@JsonUnwrapped IdentityState person, String stream, String key) {
        static Written of(IdentityState state) {
            return new Written(
                    state, IdentityState.FAMILY.topic().name(), state.identity().value());
        }
    }

    /** One identity. */
    @GET
    @Path("/{id}")
    @WithSession
    @RolesAllowed("identities:read")
    public Uni<IdentityState> get(@PathParam("id") String id) {
        return identities.find(known(id)).map(identity -> identity.orElseThrow(IdentityResource::notFound));
    }

    /**
     * Identities of this employee id, mail address or display name, in parts.
     *
     * @param email for the active person whom this address means, if there is one
     * @param near a display name that may be misspelt, for those whom it may mean
     */
    @GET
    @WithSession
    @RolesAllowed("identities:read")
    public Uni<Page<IdentityState>> list(
            @QueryParam("employeeId") @Nullable String employeeId,
            @QueryParam("email") @Nullable String email,
            @QueryParam("name") @Nullable String name,
            @QueryParam("near") @Nullable String near,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("after") @Nullable String after) {
        var page = QueryParameters.page(limit, after);
        if (employeeId != null)
            return identities.ofEmployee(Field.at("employeeId").text(employeeId, 64), page);
        if (email != null)
            return identities
                    .withEmail(Field.at("email").text(email, 254))
                    .map(found -> new Page<>(found.stream().toList(), null));
        if (near != null) return identities.nearlyNamed(Field.at("near").text(near, 200), page);
        return identities.named(Field.at("name").text(name, 200), page);
    }

    /**
     * Stops a person until he is resumed, whatever HR says: he doesn't sign in, his tokens are void, what he or one of his agents had
     * delegated or was delegated is revoked, and his agents do nothing. At once, but for one who may approve what needs two people, where
     * another of them is stopped already and fewer than two others would be left: that waits for people. An agent is stopped by
     * {@code POST /agents/{id}/stop}.
     */
    @POST
    @Path("/{id}/stop")
    @WithTransaction
    @RolesAllowed("identities:write")
    @APIResponseSchema(Written.class)
    @APIResponse(
            responseCode = "202",
            description = ProposalResource.WAITS,
            content = @Content(schema = @Schema(implementation = ProposalView.class)))
    public Uni<Response> stop(@PathParam("id") String id, @Nullable Why body) {
        return stops.stop(known(id), reason(body), requester(), Caller.of(security))
                .map(result -> result.fold(
                        outcome -> ProposalResource.answer(outcome, 200, Written::of), IdentityResource::refused));
    }

    /** He may sign in again, if he is employed. Earlier tokens stay void, and what was revoked stays revoked. */
    @POST
    @Path("/{id}/resume")
    @WithTransaction
    @RolesAllowed("identities:write")
    public Uni<Written> resume(@PathParam("id") String id, @Nullable Why body) {
        return answer(stops.resume(known(id), reason(body), requester()));
    }

    /**
     * Ends all that a person has begun: his tokens are void, and what he delegated is revoked; he may sign in anew. By an administrator,
     * or by himself with a token of his own; the reason may be left out.
     */
    @POST
    @Path("/{id}/sign-out")
    @WithTransaction
    @RolesAllowed({"identities:write", "identities:sign-out"})
    public Uni<Written> signOut(@PathParam("id") String id, @Nullable Why body) {
        var reason = body == null || body.reason() == null ? null : reason(body);
        return answer(stops.signOut(known(id), reason, requester()));
    }

    private static Reason reason(@Nullable Why body) {
        var why = Field.body(body);
        return Field.at("/reason").reason(why.reason());
    }

    private static Uni<Written> answer(Uni<Result<IdentityState, PersonRefusal>> done) {
        return done.map(result -> result.fold(Written::of, IdentityResource::refused));
    }

    private static <T> T refused(PersonRefusal why) {
        throw switch (why) {
            case UNKNOWN -> notFound();
            case NOT_ADMINISTRATOR ->
                new ProblemException(403, "not-administrator", "Ask an administrator, or name yourself");
            case VOID_TOKEN -> new ProblemException(403, "void-token", "Get a new token, this one is void");
        };
    }

    private Requester requester() {
        return Requester.of(Caller.of(security));
    }

    private static IdentityId known(String id) {
        return IdentityId.parse(id).orElseThrow(IdentityResource::notFound);
    }

    private static ProblemException notFound() {
        return new ProblemException(404, "unknown-identity", "Name an identity that exists");
    }
}
