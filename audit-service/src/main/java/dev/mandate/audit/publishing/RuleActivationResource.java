package dev.mandate.audit.publishing;

import dev.mandate.events.risk.RuleRecord;
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
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** Which version of a rule counts, and which is watched. */
@Path("/rules")
@RolesAllowed("rules:write")
class RuleActivationResource {
    private final RuleActivation activations;
    private final SecurityIdentity identity;

    RuleActivationResource(RuleActivation activations, SecurityIdentity identity) {
        this.activations = activations;
        this.identity = identity;
    }

    /** @param stream where every risk task reads of it: the record of this key has at least this revision */
    record Changed(Rules.RuleFacts rule, String stream, String key, long revision) {}

    /** Findings are raised by this version, once two people want it; the one before completes the sequences that have begun. */
    @PUT
    @Path("/{rule}/active")
    @Operation(summary = "Activate a version")
    @APIResponseSchema(Changed.class)
    @APIResponse(
            responseCode = "202",
            description = ProposalResource.WAITS,
            content = @Content(schema = @Schema(implementation = ProposalView.class)))
    public Uni<Response> activate(@RestPath String rule, @Nullable VersionNumber version) {
        return change(rule, new ArtifactChange(ArtifactChange.Kind.ACTIVATE, VersionNumber.required(version)));
    }

    /** Nothing of this id counts any more, not even what was shipped, once two people want it. */
    @DELETE
    @Path("/{rule}/active")
    @Operation(summary = "Retire a rule")
    @APIResponseSchema(Changed.class)
    @APIResponse(
            responseCode = "202",
            description = ProposalResource.WAITS,
            content = @Content(schema = @Schema(implementation = ProposalView.class)))
    public Uni<Response> retire(@RestPath String rule) {
        return change(rule, new ArtifactChange(ArtifactChange.Kind.RETIRE, null));
    }

    /** Makes count what counted before the last change, once two people want it; repeated, what counted before that, and at last what was shipped. */
    @POST
    @Path("/{rule}/rollback")
    @Operation(summary = "Roll back to what counted before")
    @APIResponseSchema(Changed.class)
    @APIResponse(
            responseCode = "202",
            description = ProposalResource.WAITS,
            content = @Content(schema = @Schema(implementation = ProposalView.class)))
    @APIResponse(responseCode = "409", description = "Nothing counted before")
    public Uni<Response> rollBack(@RestPath String rule) {
        return change(rule, new ArtifactChange(ArtifactChange.Kind.ROLL_BACK, null));
    }

    /** From now on this version finds beside the active one; its findings alert nobody and restrict nothing. */
    @PUT
    @Path("/{rule}/shadow")
    @Operation(summary = "Watch a version as a shadow")
    @APIResponseSchema(Changed.class)
    public Uni<Response> watch(@RestPath String rule, @Nullable VersionNumber version) {
        return change(rule, new ArtifactChange(ArtifactChange.Kind.WATCH, VersionNumber.required(version)));
    }

    @DELETE
    @Path("/{rule}/shadow")
    @Operation(summary = "Watch no version any more")
    @APIResponseSchema(Changed.class)
    public Uni<Response> unwatch(@RestPath String rule) {
        return change(rule, new ArtifactChange(ArtifactChange.Kind.UNWATCH, null));
    }

    private Uni<Response> change(String rule, ArtifactChange change) {
        return activations
                .change(rule, change, Caller.of(identity))
                .map(result -> result.fold(
                        outcome -> ProposalResource.answer(outcome, 200, RuleActivationResource::changed),
                        RuleResource::refused));
    }

    private static Changed changed(Rules.RuleFacts facts) {
        return new Changed(facts, RuleRecord.FAMILY.topic().name(), facts.rule(), facts.revision());
    }
}
