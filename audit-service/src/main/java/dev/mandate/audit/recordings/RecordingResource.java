package dev.mandate.audit.recordings;

import dev.mandate.messaging.http.ProblemException;
import dev.mandate.messaging.http.QueryParameters;
import dev.mandate.messaging.security.Caller;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/**
 * Sessions as they went. A person with a token of his own sees those that he answers for; who may read findings, the security team, sees
 * each. Either sees of what was in them what the field policy shows: whole records are for who may read the trail.
 */
@Path("/sessions")
@RolesAllowed("recordings:read")
class RecordingResource {
    private static final String OF_ALL = "findings:read";

    private final Recordings recordings;
    private final SecurityIdentity identity;

    RecordingResource(Recordings recordings, SecurityIdentity identity) {
        this.recordings = recordings;
        this.identity = identity;
    }

    /**
     * Calls in order, each with its arguments and outcome as far as they are shown, the decision, approvals and findings.
     *
     * @param id of the session: the delegation that began it, or {@code agent:<id>} or {@code person:<id>} without one
     * @param limit 1 to 100 steps
     * @param after {@code next} of the page before
     */
    @GET
    @Path("/{id}/recording")
    @Operation(summary = "A session, step by step")
    @APIResponseSchema(value = Recording.class, responseCode = "200", responseDescription = "A page of it")
    @APIResponse(responseCode = "404", description = "There is none, or somebody else answers for it")
    public Uni<Recording> recording(
            @RestPath String id, @RestQuery @DefaultValue("50") String limit, @RestQuery @Nullable String after) {
        var viewer = new Recordings.Viewer(Caller.of(identity).by(), identity.hasRole(OF_ALL));
        return recordings
                .read(id, viewer, QueryParameters.page(limit, Recordings.MOST, after, Recordings.Position::parse))
                .map(found -> found.orElseThrow(() -> new ProblemException(
                        404, "no-such-session", "Name a session that you answer for, del_…", "id")));
    }
}
