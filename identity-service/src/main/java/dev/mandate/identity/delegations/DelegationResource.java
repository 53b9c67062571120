package dev.mandate.identity.delegations;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.events.identity.DelegationState;
import dev.mandate.events.identity.ToolScope;
import dev.mandate.events.ids.DelegationId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.identity.catalogue.Catalogue;
import dev.mandate.identity.http.Field;
import dev.mandate.identity.identities.Requester;
import dev.mandate.messaging.http.ProblemException;
import dev.mandate.messaging.http.QueryParameters;
import dev.mandate.messaging.idempotency.http.Idempotent;
import dev.mandate.messaging.paging.Page;
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
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Delegations. A person's token makes a root; an agent's token that is bound to a delegation hands part of it on. */
@Path("/delegations")
public class DelegationResource {
    private static final int SCOPE_BYTES = 64 * 1024;

    private final Delegations delegations;
    private final DelegationReading reading;
    private final Revocations revocations;
    private final Catalogue catalogue;
    private final SecurityIdentity identity;

    DelegationResource(
            Delegations delegations,
            DelegationReading reading,
            Revocations revocations,
            Catalogue catalogue,
            SecurityIdentity identity) {
        this.catalogue = catalogue;
        this.reading = reading;
        this.delegations = delegations;
        this.revocations = revocations;
        this.identity = identity;
    }

    /** As {@link DelegationState} names its members; {@code parent} only for a sub-delegation. */
    public record NewDelegation(
            @Nullable String agent,
            @Nullable String task,
            @Nullable List<String> taskIdentifiers,
            @Nullable List<ToolScope> scope,
            @Nullable Instant expiresAt,
            @Nullable String parent,
            @Nullable String delegator) {}

    /**
     * A delegation after a write: beside its own members, where the record of it is.
     *
     * @param stream has under {@code key} what was done here, from the delegation's {@code revision} on
     */
    public record Written(@JsonUnwrapped DelegationState delegation, String stream, String key) {
        static Written of(DelegationState state) {
            return new Written(
                    state,
                    DelegationState.FAMILY.topic().name(),
                    state.delegation().value());
        }
    }

    /** Delegates. 409 for whoever has as many open ones as he may, 403 where the agent's owner doesn't let him, and for someone else's delegator or parent, 400 naming the field for what is not narrower. */
    @POST
    @Idempotent
    @WithTransaction
    @RolesAllowed("delegations:write")
    @APIResponse(
            responseCode = "409",
            description = "As many are open as may be, or somebody in the chain is not active")
    public Uni<Written> delegate(@Nullable NewDelegation body) {
        var request = requestOf(Field.body(body));
        return delegations
                .make(request, requester())
                .map(result -> result.fold(Written::of, DelegationResource::refuse));
    }

    /** One delegation as it is now. A person sees his own tasks and those of agents that he owns. */
    @GET
    @Path("/{id}")
    @WithSession
    @RolesAllowed("delegations:read")
    public Uni<ShownDelegation> get(@PathParam("id") String id) {
        return reading.find(known(id), reader())
                .map(found -> ShownDelegation.of(found.orElseThrow(DelegationResource::notFound), catalogue));
    }

    /**
     * Those of an agent, the latest first. A person sees his own tasks, and all of agents that he owns; without an agent the tasks that he
     * gave.
     *
     * @param delegator only those that this one made
     * @param limit 1 to 200, by default 50
     * @param after {@code next} of the page before
     */
    @GET
    @WithSession
    @RolesAllowed("delegations:read")
    public Uni<Page<ShownDelegation>> list(
            @QueryParam("agent") @Nullable String agent,
            @QueryParam("delegator") @Nullable String delegator,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("after") @Nullable String after) {
        var page = QueryParameters.page(limit, after);
        var person = reader().filter(IdentityId::isPerson);
        if (agent == null && delegator == null && person.isPresent())
            return reading.givenBy(person.get(), page).map(this::shown);
        var by = delegator == null
                ? Optional.<IdentityId>empty()
                : Optional.of(Field.at("delegator").identity(delegator));
        return reading.ofAgent(Field.at("agent").identity(agent), by, reader(), page)
                .map(this::shown);
    }

    private Page<ShownDelegation> shown(Page<DelegationState> found) {
        return found.map(one -> ShownDelegation.of(one, catalogue));
    }

    /** @param reason why, for the record: one line of at most 500 characters */
    public record Why(@Nullable String reason) {}

    /** Revokes it and everything that was made from it; the root of a session, and so all of it. The reason may be left out. */
    @POST
    @Path("/{id}/revoke")
    @WithTransaction
    @RolesAllowed("delegations:write")
    @APIResponse(responseCode = "409", description = "It has ended already")
    public Uni<Written> revoke(@PathParam("id") String id, @Nullable Why body) {
        var reason = body == null || body.reason() == null
                ? null
                : Field.at("/reason").reason(body.reason());
        return revocations
                .revoke(known(id), reason, requester())
                .map(result -> result.fold(Written::of, DelegationResource::refuse));
    }

    private static DelegationRequest requestOf(NewDelegation body) {
        var identifiers = body.taskIdentifiers() == null ? List.<String>of() : body.taskIdentifiers();
        if (!identifiers.isEmpty()) Field.at("/taskIdentifiers").filled(identifiers, 100);
        for (var i = 0; i < identifiers.size(); i++) {
            Field.at("/taskIdentifiers/" + i).text(identifiers.get(i), 500);
        }
        var scope = scopeOf(body.scope());
        return new DelegationRequest(
                Field.at("/agent").identity(body.agent()),
                Field.at("/task").text(body.task(), 1000),
                identifiers,
                scope,
                Field.at("/expiresAt").required(body.expiresAt()),
                body.parent() == null ? null : Field.at("/parent").delegation(body.parent()),
                body.delegator() == null ? null : Field.at("/delegator").identity(body.delegator()),
                null);
    }

    static List<ToolScope> scopeOf(@Nullable List<ToolScope> given) {
        var scope = Field.at("/scope").filled(given, 100);
        for (var i = 0; i < scope.size(); i++) {
            Field.at("/scope/" + i + "/tool").text(scope.get(i).tool(), 120);
        }
        if (bytes(scope) > SCOPE_BYTES) throw Field.at("/scope").problem("Shorten the scope to 64 KiB");
        return scope;
    }

    private static int bytes(List<ToolScope> scope) {
        try {
            return EventJson.mapper().writeValueAsBytes(scope).length;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write a scope as JSON", e);
        }
    }

    private Requester requester() {
        return Requester.of(Caller.of(identity));
    }

    /** Empty for a client of its own right, such as an operator's. */
    private Optional<IdentityId> reader() {
        return requester().by().identity();
    }

    static DelegationId known(String id) {
        return DelegationId.parse(id).orElseThrow(DelegationResource::notFound);
    }

    static ProblemException notFound() {
        return new ProblemException(404, "unknown-delegation", "Name a delegation that exists");
    }

    static Written refuse(Refusal refusal) {
        throw switch (refusal.kind()) {
            case INVALID -> new ProblemException(400, "invalid-delegation", refusal.title(), refusal.field());
            case NOT_ALLOWED -> new ProblemException(403, "not-delegator", refusal.title(), refusal.field());
            case FULL -> new ProblemException(409, "too-many-delegations", refusal.title());
            case CONFLICT -> new ProblemException(409, "conflict", refusal.title());
            case UNKNOWN ->
                refusal.field() == null
                        ? notFound()
                        : new ProblemException(400, "unknown-delegation", refusal.title(), refusal.field());
        };
    }
}
