package dev.mandate.lifecycle.access;

import dev.mandate.events.ids.GrantId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.lifecycle.AccessState;
import dev.mandate.events.lifecycle.Grant;
import dev.mandate.lifecycle.workers.Worker;
import dev.mandate.messaging.http.ProblemException;
import dev.mandate.messaging.security.Caller;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** Roles granted by hand. */
@Path("/grants")
class GrantResource {
    /**
     * @param stream where the worker's access is, under {@code key}; from {@code revision} on it shows what was done here
     */
    record Written(IdentityId identity, Grant grant, String stream, String key, long revision) {
        static Written of(Grant grant, Worker worker) {
            return new Written(
                    worker.identity(),
                    grant,
                    AccessState.FAMILY.topic().name(),
                    worker.identity().value(),
                    worker.revision());
        }
    }

    private final Grants grants;
    private final SecurityIdentity security;

    GrantResource(Grants grants, SecurityIdentity security) {
        this.grants = grants;
        this.security = security;
    }

    /** Grants a role to an active worker, at once or for a window of time. */
    @POST
    @RolesAllowed("access:write")
    @ResponseStatus(201)
    @WithTransaction
    public Uni<Written> grant(@Nullable GrantRequest request) {
        if (request == null) throw new ProblemException(400, "missing-body", "Send a JSON object");
        return grants.grant(request, caller()).map(GrantResource::answer);
    }

    /** Takes a granted role back; 404 for one that is held no more. A birthright can't be taken: change the role. */
    @DELETE
    @Path("/{id}")
    @RolesAllowed("access:write")
    @WithTransaction
    public Uni<Written> revoke(String id) {
        return grants.revoke(parse(id), caller()).map(GrantResource::answer);
    }

    private String caller() {
        return Caller.of(security).subject();
    }

    private static GrantId parse(String id) {
        try {
            return new GrantId(id);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(404, "unknown-grant", "Use the id of a grant, grt_…", "id");
        }
    }

    private static Written answer(GrantOutcome outcome) {
        return outcome.fold(Written::of, refused -> {
            throw new ProblemException(refused.status(), refused.code(), refused.title(), refused.field());
        });
    }
}
