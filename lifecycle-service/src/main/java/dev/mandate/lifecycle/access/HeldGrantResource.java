package dev.mandate.lifecycle.access;

import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.lifecycle.Grant;
import dev.mandate.messaging.http.ProblemException;
import dev.mandate.messaging.http.QueryParameters;
import dev.mandate.messaging.paging.Page;
import dev.mandate.messaging.paging.PageRequest;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** What workers hold, and why. */
@Path("/grants")
@RolesAllowed("access:read")
class HeldGrantResource {
    private final Entitlements entitlements;

    HeldGrantResource(Entitlements entitlements) {
        this.entitlements = entitlements;
    }

    /**
     * What a worker holds, birthrights included, by id.
     *
     * @param limit 1 to 200, by default 50
     * @param after {@code next} of the page before
     */
    @GET
    @WithSession
    @Operation(summary = "What a worker holds")
    @APIResponse(responseCode = "200", description = "A page of it")
    @APIResponse(responseCode = "404", description = "There is no such worker")
    public Uni<Page<Grant>> list(
            @QueryParam("identity") @Nullable String identity,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("after") @Nullable String after) {
        var worker = IdentityId.parse(GrantResource.required(identity, "identity"))
                .orElseThrow(HeldGrantResource::unknownWorker);
        var page = QueryParameters.page(limit, after);
        return entitlements.heldBy(worker).map(found -> {
            var part = part(found.orElseThrow(HeldGrantResource::unknownWorker), page);
            return page.of(part, grant -> grant.id().value());
        });
    }

    /** One grant, held or ended, or a birthright while it is held. */
    @GET
    @Path("/{id}")
    @WithSession
    @Operation(summary = "One grant")
    @APIResponseSchema(value = GrantResource.Written.class, responseCode = "200", responseDescription = "As it is now")
    @APIResponse(
            responseCode = "404",
            description = "There is no such grant, or it was a birthright that is held no more")
    public Uni<GrantResource.Written> one(@PathParam("id") String id) {
        return entitlements
                .find(GrantResource.known(id))
                .map(found -> found.map(GrantResource.Written::of)
                        .orElseThrow(() -> GrantResource.problem(GrantRefusal.UNKNOWN_GRANT)));
    }

    private static List<Grant> part(List<Grant> held, PageRequest page) {
        return held.stream()
                .filter(grant -> page.afterId() == null || grant.id().value().compareTo(page.afterId()) > 0)
                .limit(page.rows())
                .toList();
    }

    private static ProblemException unknownWorker() {
        return new ProblemException(404, "unknown-worker", "Use the identity id of a worker, per_…", "identity");
    }
}
