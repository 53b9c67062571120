package dev.mandate.authz.http;

import dev.mandate.authz.engine.decisions.answers.Sifting;
import dev.mandate.authz.engine.decisions.answers.Unfit;
import dev.mandate.authz.engine.decisions.questions.Question;
import dev.mandate.authz.engine.recording.Decisions;
import dev.mandate.authz.engine.recording.DemandedState;
import dev.mandate.authz.http.Evaluation.Sought;
import dev.mandate.messaging.http.ProblemException;
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
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** Which of an application's own resources somebody may do something with, as a condition that the application asks its database. */
@Path("/access/v1/filter")
@Produces(MediaType.APPLICATION_JSON)
@DeniedOnRecord
class FilterResource {
    /** What one counts towards the quota, in bytes: all policies about the type are looked at, whatever they come to. */
    private static final int COUNTS = 16 * 1024;

    private static final Set<String> HELD = Set.of("tool", "model", "surface");
    private static final int MOST_NAMED = 3;

    private final Decisions decisions;
    private final CallerAuthorization authorization;
    private final DemandedState demanded;
    private final Admission admission;
    private final SecurityIdentity identity;

    FilterResource(
            Decisions decisions,
            CallerAuthorization authorization,
            DemandedState demanded,
            Admission admission,
            SecurityIdentity identity) {
        this.decisions = decisions;
        this.authorization = authorization;
        this.demanded = demanded;
        this.admission = admission;
        this.identity = identity;
    }

    /**
     * Who may ask, and about whom, is as for an evaluation; that nobody may is 200 with {@code "filter": "never"} and why. It is on record as one
     * answer, counts in no session, and asks nobody for an approval: what needs a person's yes isn't in it. 422 {@code not-a-filter} where a policy or a
     * limit of the delegation looks at what no condition has words for, and {@code filter-too-large} where one would be larger than 32 KiB: then each
     * resource is asked about. 503 {@code not-yet-fresh} where what {@code context.at_least_as_fresh} demands has not arrived in time.
     */
    @POST
    @RolesAllowed({"decisions:evaluate", "decisions:gateway"})
    @Operation(summary = "Which of my application's resources may this subject do this with?")
    @APIResponseSchema(
            value = FilterAnswer.class,
            responseCode = "200",
            responseDescription = "All, none, or those of which a condition holds")
    @APIResponse(responseCode = "422", description = "No condition says what the policies say: ask about each resource")
    @APIResponse(responseCode = "429", description = "The caller's quota is used up: ask again after Retry-After")
    public CompletionStage<FilterAnswer> filter(
            @RequestBody(
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON,
                                            schema = @Schema(implementation = AuthzenRequests.FilterRequest.class)))
                    byte @Nullable [] body,
            @Context HttpHeaders headers) {
        var facts = RequestFacts.of(headers);
        var caller = Caller.of(identity);
        var counts = Math.max(COUNTS, body == null ? 0 : body.length);
        return admission.admitApart(caller, counts, here -> {
            var member = Member.body(body);
            requireNone(member.only(AuthzenRequests.FilterRequest.class).object("resource"));
            var evaluation = Evaluation.of(member, Sought.RESOURCE);
            if (HELD.contains(evaluation.resourceType()))
                throw new ProblemException(
                        400,
                        "resources-held",
                        "Search them by /access/v1/search/resource: which of them there are is known here",
                        "/resource/type");
            var question = authorization.question(evaluation, caller, facts).about("*");
            return demanded.unmet(evaluation.demands())
                    .thenApplyAsync(unmet -> SearchResource.known(unmet, question), here)
                    .thenCompose(known -> decisions.sift(known, here))
                    .thenApply(sifting -> answer(sifting, question));
        });
    }

    /** A filter is about all of them; what somebody says of one isn't looked at, and is no help. */
    private static void requireNone(Member resource) {
        for (var name : List.of("id", "properties"))
            if (resource.has(name))
                throw resource.wrong(name, "must be left out: a filter is about all resources of the type");
        resource.only(AuthzenRequests.TypeRequest.class);
    }

    private static FilterAnswer answer(Sifting sifting, Question question) {
        var verdict = sifting.verdict();
        if (verdict != null && verdict.filter() != null) return FilterAnswer.of(verdict, verdict.filter());
        var large = sifting.unfit().stream().allMatch(Unfit::large);
        throw new ProblemException(
                422,
                large ? "filter-too-large" : "not-a-filter",
                "Ask about each " + question.resourceType() + " by evaluations: " + why(sifting.unfit()));
    }

    private static String why(List<Unfit> unfit) {
        var named = unfit.stream()
                .limit(MOST_NAMED)
                .map(of -> of.by() + " " + of.id() + " " + of.what())
                .collect(Collectors.joining("; "));
        return unfit.size() <= MOST_NAMED ? named : named + "; and " + (unfit.size() - MOST_NAMED) + " others";
    }
}
