package dev.mandate.authz.http;

import dev.mandate.messaging.security.Caller;
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
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** AuthZEN evaluations: may this subject do this to this resource? */
@Path("/access/v1")
@Produces(MediaType.APPLICATION_JSON)
class EvaluationResource {
    private final Evaluations evaluations;
    private final SecurityIdentity identity;

    EvaluationResource(Evaluations evaluations, SecurityIdentity identity) {
        this.evaluations = evaluations;
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
    public CompletionStage<byte[]> evaluate(@RequestBody byte @Nullable [] body, @Context HttpHeaders headers) {
        var facts = RequestFacts.of(headers);
        return evaluations.one(Member.body(body), Caller.of(identity), facts);
    }

    private record Answers(List<Answer> evaluations) {}

    /** Several questions; top-level members are defaults, which an item's own replace whole. Without items it is one question. */
    @POST
    @Path("/evaluations")
    @RolesAllowed({"decisions:evaluate", "decisions:gateway"})
    @Operation(summary = "Several evaluations in one request")
    @APIResponseSchema(Answers.class)
    public CompletionStage<byte[]> evaluateAll(@RequestBody byte @Nullable [] body, @Context HttpHeaders headers) {
        var facts = RequestFacts.of(headers);
        return evaluations.several(Member.body(body), Caller.of(identity), facts);
    }
}
