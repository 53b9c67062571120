package dev.mandate.authz.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.mandate.authz.engine.decisions.Question;
import dev.mandate.authz.engine.entities.Directory;
import dev.mandate.authz.engine.recording.Decisions;
import dev.mandate.authz.engine.search.Page;
import dev.mandate.authz.engine.search.Search;
import dev.mandate.authz.freshness.DemandedFreshness;
import dev.mandate.authz.http.Evaluation.Sought;
import dev.mandate.messaging.http.ProblemException;
import dev.mandate.messaging.security.Caller;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.jspecify.annotations.Nullable;

/**
 * AuthZEN searches. They leave no decision records, and nothing may be done on the strength of one. 503 {@code not-yet-fresh} where what
 * {@code context.at_least_as_fresh} demands has not arrived in time.
 */
@Path("/access/v1/search")
@Produces(MediaType.APPLICATION_JSON)
class SearchResource {
    private final Search search;
    private final Asking asking;
    private final DemandedFreshness demanded;
    private final SecurityIdentity identity;

    SearchResource(
            Decisions decisions,
            Directory directory,
            Asking asking,
            DemandedFreshness demanded,
            SecurityIdentity identity) {
        this.search =
                new Search(directory, question -> decisions.preview(question).allowed());
        this.asking = asking;
        this.demanded = demanded;
        this.identity = identity;
    }

    record Found(String type, String id) {}

    record Named(String name) {}

    /**
     * @param nextToken empty on the last page
     * @param total absent where it isn't known
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record PageFacts(
            @JsonProperty("next_token") String nextToken,
            int count,
            @Nullable Integer total) {}

    record Results<T>(PageFacts page, List<T> results) {}

    /**
     * Who may do this? For {@code person}, {@code agent} and {@code workload}; any other type finds nobody. To ask about anyone takes
     * the scope {@code decisions:gateway}. A page with fewer results than asked for may still have a next one.
     */
    @POST
    @Path("/subject")
    @RolesAllowed("decisions:gateway")
    @Operation(summary = "Who may do this?")
    public Uni<Results<Found>> subjects(@RequestBody byte @Nullable [] body, @Context HttpHeaders headers) {
        var facts = RequestFacts.of(headers);
        var member = Member.body(body);
        var evaluation = Evaluation.of(member, Sought.SUBJECT);
        var question = asking.aboutAnyone(evaluation, Caller.of(identity), facts);
        var type = question.subjectType();
        var paging = Paging.of(member);
        return found(evaluation, paging, wanted -> search.subjects(question, wanted), id -> new Found(type, id));
    }

    /** On what may this subject do this? For {@code tool}, {@code model} and {@code surface}; any other type finds nothing. */
    @POST
    @Path("/resource")
    @RolesAllowed({"decisions:evaluate", "decisions:gateway"})
    @Operation(summary = "On which resources may this subject do this?")
    public Uni<Results<Found>> resources(@RequestBody byte @Nullable [] body, @Context HttpHeaders headers) {
        var facts = RequestFacts.of(headers);
        var member = Member.body(body);
        var evaluation = Evaluation.of(member, Sought.RESOURCE);
        var question = question(evaluation, facts);
        var type = question.resourceType();
        var paging = Paging.of(member);
        return found(evaluation, paging, wanted -> search.resources(question, wanted), id -> new Found(type, id));
    }

    /** What may this subject do with this resource? */
    @POST
    @Path("/action")
    @RolesAllowed({"decisions:evaluate", "decisions:gateway"})
    @Operation(summary = "What may this subject do with this resource?")
    public Uni<Results<Named>> actions(@RequestBody byte @Nullable [] body, @Context HttpHeaders headers) {
        var facts = RequestFacts.of(headers);
        var member = Member.body(body);
        var evaluation = Evaluation.of(member, Sought.ACTION);
        var question = question(evaluation, facts);
        var paging = Paging.of(member);
        return found(evaluation, paging, wanted -> search.actions(question, wanted), Named::new);
    }

    private Question question(Evaluation evaluation, RequestFacts facts) {
        return asking.question(evaluation, Caller.of(identity), facts);
    }

    /** On a worker thread: going through many candidates would hold up decisions. */
    private <T> Uni<Results<T>> found(
            Evaluation evaluation, Paging paging, Function<Page.Wanted, Page> pages, Function<String, T> result) {
        return demanded.unmet(evaluation.demands())
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(unmet -> {
                    if (unmet.isEmpty()) return results(paging.page(pages), paging, result);
                    throw new ProblemException(
                            503, "not-yet-fresh", "Ask again; " + unmet.get(0) + " has not arrived here");
                });
    }

    private static <T> Results<T> results(Page page, Paging paging, Function<String, T> result) {
        return new Results<>(
                new PageFacts(paging.tokenFor(page), page.found().size(), page.total()),
                page.found().stream().map(result).toList());
    }
}
