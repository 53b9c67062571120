package dev.mandate.authz.http;

import dev.mandate.messaging.http.OpenQuery;
import dev.mandate.messaging.security.Caller;
import dev.mandate.messaging.security.http.DeniedOnRecord;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** AuthZEN evaluations: may this subject do this to this resource? */
@OpenQuery
@Path("/access/v1")
@Produces(MediaType.APPLICATION_JSON)
@APIResponse(responseCode = "429", description = "The caller's quota is used up: ask again after Retry-After")
@DeniedOnRecord
class EvaluationResource {
    private final Evaluations evaluations;
    private final Admission admission;
    private final SecurityIdentity identity;

    EvaluationResource(Evaluations evaluations, Admission admission, SecurityIdentity identity) {
        this.evaluations = evaluations;
        this.admission = admission;
        this.identity = identity;
    }

    /**
     * One question. A denial is 200 with {@code decision: false}; 400 names the member that is wrong; 403 means that the caller
     * may not ask about this subject. {@code context.at_least_as_fresh} takes what write APIs answered, {@code [{stream, key,
     * revision}]}: the decision waits until it knows that, or denies with {@code not_yet_fresh}.
     */
    @POST
    @Path("/evaluation")
    @RolesAllowed({"decisions:evaluate", "decisions:gateway"})
    @Operation(summary = "May this subject do this to this resource?")
    @APIResponseSchema(Answer.class)
    public CompletionStage<byte[]> evaluate(
            @RequestBody(
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON,
                                            schema = @Schema(implementation = AuthzenRequests.EvaluationRequest.class)))
                    byte @Nullable [] body,
            @Context HttpHeaders headers) {
        var facts = RequestFacts.of(headers);
        var caller = Caller.of(identity);
        return admission.admit(caller, length(body), here -> evaluations.one(Member.body(body), caller, facts, here));
    }

    /**
     * What would be answered, where nobody means to do it: on record as such, it counts in no session, uses up no approval and no budget and
     * asks nobody. {@code context.dry_run} says so, and an action that names it runs without a decision. Not for agents; otherwise as an evaluation. An
     * address of its own, so that nothing in a body, which tools and their callers have a hand in, makes one of a question that is meant.
     */
    @POST
    @Path("/evaluation/dry-run")
    @RolesAllowed({"decisions:evaluate", "decisions:gateway"})
    @Operation(summary = "What would be answered, without meaning to do it")
    @APIResponseSchema(Answer.class)
    public CompletionStage<byte[]> dryRun(
            @RequestBody(
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON,
                                            schema = @Schema(implementation = AuthzenRequests.EvaluationRequest.class)))
                    byte @Nullable [] body,
            @Context HttpHeaders headers) {
        var facts = RequestFacts.of(headers);
        var caller = Caller.of(identity);
        return admission.admit(
                caller, length(body), here -> evaluations.dryRun(Member.body(body), caller, facts, here));
    }

    /** One answer, or several. */
    sealed interface Evaluated permits Answer, Answers {}

    record Answers(List<Answer> evaluations) implements Evaluated {}

    /** Several questions; top-level members are defaults, which an item's own replace whole. Without items it is one question. */
    @POST
    @Path("/evaluations")
    @RolesAllowed({"decisions:evaluate", "decisions:gateway"})
    @Operation(summary = "Several evaluations in one request")
    @APIResponseSchema(Evaluated.class)
    public CompletionStage<byte[]> evaluateAll(
            @RequestBody(
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON,
                                            schema =
                                                    @Schema(implementation = AuthzenRequests.EvaluationsRequest.class)))
                    byte @Nullable [] body,
            @Context HttpHeaders headers) {
        var facts = RequestFacts.of(headers);
        var caller = Caller.of(identity);
        return admission.admit(caller, length(body), here -> {
            var member = Member.body(body);
            var batch = Batch.of(member);
            if (batch.items().isEmpty()) return evaluations.one(member, caller, facts, here);
            return admission.admit(
                    caller, batch.counts(), here, there -> evaluations.several(batch, caller, facts, there));
        });
    }

    private static int length(byte @Nullable [] body) {
        return body == null ? 0 : body.length;
    }
}
