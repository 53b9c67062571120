package dev.mandate.authz.http;

import dev.mandate.authz.publishing.PolicyActivation;
import dev.mandate.authz.publishing.PolicySets;
import dev.mandate.events.authz.PolicyRecord;
import dev.mandate.messaging.http.VersionNumber;
import dev.mandate.messaging.proposals.ProposalResource;
import dev.mandate.messaging.proposals.ProposalView;
import dev.mandate.messaging.publishing.ArtifactChange;
import dev.mandate.messaging.security.Caller;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** Which version of a policy set is in force, and which is watched. */
@Path("/policies")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("policies:write")
class PolicyActivationResource {
    private final PolicyActivation activations;
    private final SecurityIdentity identity;

    PolicyActivationResource(PolicyActivation activations, SecurityIdentity identity) {
        this.activations = activations;
        this.identity = identity;
    }

    /** @param stream where every replica reads of it: the record of this key has at least this revision */
    record Changed(PolicySets.SetFacts set, String stream, String key, long revision) {
        static Changed of(PolicySets.SetFacts facts) {
            return new Changed(facts, PolicyRecord.FAMILY.topic().name(), facts.set(), facts.revision());
        }
    }

    /** Puts a version in force on every replica, once two people want it. */
    @PUT
    @Path("/{set}/active")
    @Operation(summary = "Activate a version")
    @APIResponseSchema(Changed.class)
    @APIResponse(
            responseCode = "202",
            description = ProposalResource.WAITS,
            content = @Content(schema = @Schema(implementation = ProposalView.class)))
    @APIResponse(responseCode = "409", description = "It would take from whoever asks the right to undo it")
    public Uni<Response> activate(String set, @Nullable VersionNumber version) {
        return change(set, new ArtifactChange(ArtifactChange.Kind.ACTIVATE, VersionNumber.required(version)));
    }

    /** Takes a set out of force, once two people want it. For {@code main} and {@code governance} the files count again. */
    @DELETE
    @Path("/{set}/active")
    @Operation(summary = "Take a set out of force")
    @APIResponseSchema(Changed.class)
    @APIResponse(
            responseCode = "202",
            description = ProposalResource.WAITS,
            content = @Content(schema = @Schema(implementation = ProposalView.class)))
    public Uni<Response> deactivate(String set) {
        return change(set, new ArtifactChange(ArtifactChange.Kind.DEACTIVATE, null));
    }

    /** Puts the version in force that was before the one that is, once two people want it; repeated, the one before that. */
    @POST
    @Path("/{set}/rollback")
    @Operation(summary = "Roll back to the version before")
    @APIResponseSchema(Changed.class)
    @APIResponse(
            responseCode = "202",
            description = ProposalResource.WAITS,
            content = @Content(schema = @Schema(implementation = ProposalView.class)))
    @APIResponse(responseCode = "409", description = "None was in force before")
    public Uni<Response> rollBack(String set) {
        return change(set, new ArtifactChange(ArtifactChange.Kind.ROLL_BACK, null));
    }

    /** Evaluates a version beside the active one from now on, without an effect on any answer. */
    @PUT
    @Path("/{set}/shadow")
    @Operation(summary = "Watch a version as a shadow")
    @APIResponseSchema(Changed.class)
    public Uni<Response> watch(String set, @Nullable VersionNumber version) {
        return change(set, new ArtifactChange(ArtifactChange.Kind.WATCH, VersionNumber.required(version)));
    }

    @DELETE
    @Path("/{set}/shadow")
    @Operation(summary = "Watch no version any more")
    @APIResponseSchema(Changed.class)
    public Uni<Response> unwatch(String set) {
        return change(set, new ArtifactChange(ArtifactChange.Kind.UNWATCH, null));
    }

    private Uni<Response> change(String set, ArtifactChange change) {
        return activations
                .change(PolicySetResource.name(set), change, Caller.of(identity))
                .map(result -> result.fold(
                        outcome -> ProposalResource.answer(outcome, 200, Changed::of), PolicyProblem::response));
    }
}
