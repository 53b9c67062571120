package dev.mandate.lifecycle.approvals;

import dev.mandate.events.administration.Reason;
import dev.mandate.events.ids.ApprovalId;
import dev.mandate.lifecycle.approvals.ApprovalAnswers.Answering;
import dev.mandate.lifecycle.approvals.ApprovalAnswers.Shown;
import dev.mandate.messaging.http.ProblemException;
import dev.mandate.messaging.http.QueryParameters;
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
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** Calls that wait for a person's yes. Only a person with a token of his own is told of them, of those that concern him, and answers. */
@Path("/approvals")
@RolesAllowed("approvals:answer")
class ApprovalResource {
    /** @param reason 1 to 500 characters in one line; absent where he says nothing */
    record Said(@Nullable String reason) {}

    private final ApprovalAnswers answers;
    private final SecurityIdentity security;

    ApprovalResource(ApprovalAnswers answers, SecurityIdentity security) {
        this.answers = answers;
        this.security = security;
    }

    /**
     * What waits for this person's answer, the oldest first.
     *
     * @param limit 1 to 200, by default 50
     * @param after {@code next} of the page before
     */
    @GET
    @WithSession
    @Operation(summary = "What waits for my answer")
    @APIResponse(responseCode = "200", description = "A page of it")
    public Uni<Page<ApprovalView>> list(
            @QueryParam("limit") @Nullable String limit, @QueryParam("after") @Nullable String after) {
        var page = QueryParameters.page(limit, after);
        return answers.waiting(answering(), page)
                .map(result -> page.of(
                                result.fold(Function.identity(), ApprovalResource::refuse),
                                shown -> shown.approval().id().value())
                        .map(ApprovalView::of));
    }

    /** One call in words: what will happen, what was done before, why somebody is asked; and what became of it. */
    @GET
    @Path("/{id}")
    @WithSession
    @Operation(summary = "One call that waits, or waited, for an answer")
    @APIResponseSchema(value = ApprovalView.class, responseCode = "200", responseDescription = "As it is now")
    @APIResponse(responseCode = "404", description = "There is none, or it doesn't concern this person")
    public Uni<ApprovalView> one(@PathParam("id") String id) {
        return answers.one(known(id), answering()).map(ApprovalResource::viewed);
    }

    /** The call may be made, once, soon, just as it is shown. */
    @POST
    @Path("/{id}/approve")
    @WithTransaction
    @Operation(summary = "Let the call be made, once")
    @APIResponseSchema(value = ApprovalView.class, responseCode = "200", responseDescription = "It may be made")
    @APIResponse(responseCode = "404", description = "There is none, or it doesn't concern this person")
    @APIResponse(responseCode = "409", description = "It was answered or used, or its time is over")
    public Uni<ApprovalView> approve(@PathParam("id") String id, @Nullable Said said) {
        return answer(id, true, said);
    }

    /** The call may not be made; a yes that nobody has used is taken back. */
    @POST
    @Path("/{id}/refuse")
    @WithTransaction
    @Operation(summary = "Don't let the call be made")
    @APIResponseSchema(value = ApprovalView.class, responseCode = "200", responseDescription = "It may not be made")
    @APIResponse(responseCode = "404", description = "There is none, or it doesn't concern this person")
    @APIResponse(responseCode = "409", description = "It was refused or used, or its time is over")
    public Uni<ApprovalView> refuse(@PathParam("id") String id, @Nullable Said said) {
        return answer(id, false, said);
    }

    private Uni<ApprovalView> answer(String id, boolean yes, @Nullable Said said) {
        return answers.answer(known(id), yes, said == null ? null : said.reason(), answering())
                .map(ApprovalResource::viewed);
    }

    private static ApprovalView viewed(dev.mandate.messaging.result.Result<Shown, ApprovalRefusal> result) {
        return result.fold(ApprovalView::of, ApprovalResource::refuse);
    }

    private Answering answering() {
        var caller = Caller.of(security);
        return new Answering(caller.by(), caller.acr(), caller.issuedAt());
    }

    private static ApprovalId known(String id) {
        return ApprovalId.parse(id).orElseThrow(() -> problem(ApprovalRefusal.UNKNOWN_APPROVAL));
    }

    private static <T> T refuse(ApprovalRefusal refusal) {
        throw problem(refusal);
    }

    private static ProblemException problem(ApprovalRefusal refusal) {
        return switch (refusal) {
            case UNKNOWN_APPROVAL ->
                new ProblemException(
                        404,
                        "unknown-approval",
                        "Name an approval that you are asked for, or about a call of yours: the list says what waits for you",
                        "id");
            case NOT_A_PERSON ->
                new ProblemException(
                        403, "not-a-person", "Use a token of the person who is asked, with nobody acting for him");
            case NOT_ASKED ->
                new ProblemException(
                        403, "not-asked", "Ask whoever is asked; you make the call, or it is made for you");
            case ASKERS_OWN ->
                new ProblemException(
                        403,
                        "askers-own",
                        "Answer through another application; this one is who asks for the agent's call");
            case NOT_ACTIVE ->
                new ProblemException(403, "not-active", "Only who works here now answers; get a new token if you do");
            case STEP_UP ->
                new ProblemException(
                        403,
                        "step-up-required",
                        "Sign in again, as strongly as the approval's acr says, and answer then");
            case CLOSED ->
                new ProblemException(409, "approval-closed", "Nothing is left to do; it was answered, used or is over");
            case UNFIT_REASON ->
                new ProblemException(400, "invalid-field", "Correct the reason: " + Reason.RULE, "reason");
        };
    }
}
