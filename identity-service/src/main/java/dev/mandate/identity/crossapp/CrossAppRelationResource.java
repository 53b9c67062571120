package dev.mandate.identity.crossapp;

import dev.mandate.messaging.http.QueryParameters;
import dev.mandate.messaging.paging.Page;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import org.jspecify.annotations.Nullable;

/** Which clients may act for people elsewhere, all of them. */
@Path("/cross-app-access")
public class CrossAppRelationResource {
    private final CrossAppPermissions permissions;

    CrossAppRelationResource(CrossAppPermissions permissions) {
        this.permissions = permissions;
    }

    /**
     * Each client with each place where it may act, in the order in which they were permitted; what a change leaves to a client comes last anew.
     *
     * @param limit 1 to 200, by default 50
     * @param after {@code next} of the page before
     */
    @GET
    @WithSession
    @RolesAllowed("clients:read")
    public Uni<Page<CrossAppRelation>> list(
            @QueryParam("limit") @Nullable String limit, @QueryParam("after") @Nullable String after) {
        return permissions.page(QueryParameters.page(limit, after));
    }
}
