package dev.mandate.identity.identities;

import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.identity.http.Field;
import dev.mandate.messaging.http.ProblemException;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Identities as they are now, in the shape of their state on {@code identity.identities.v1}. */
@Path("/identities")
public class IdentityResource {
    private final Identities identities;

    IdentityResource(Identities identities) {
        this.identities = identities;
    }

    /** One identity. */
    @GET
    @Path("/{id}")
    @WithSession
    @RolesAllowed("identities:read")
    public Uni<IdentityState> get(@PathParam("id") String id) {
        return identities.find(known(id)).map(identity -> identity.orElseThrow(IdentityResource::notFound));
    }

    /** Identities of this employee id or this display name, at most 200. */
    @GET
    @WithSession
    @RolesAllowed("identities:read")
    public Uni<List<IdentityState>> list(
            @QueryParam("employeeId") @Nullable String employeeId, @QueryParam("name") @Nullable String name) {
        if (employeeId != null)
            return identities.ofEmployee(Field.at("employeeId").text(employeeId, 64));
        return identities.named(Field.at("name").text(name, 200));
    }

    private static IdentityId known(String id) {
        return IdentityId.parse(id).orElseThrow(IdentityResource::notFound);
    }

    private static ProblemException notFound() {
        return new ProblemException(404, "unknown-identity", "Name an identity that exists");
    }
}
