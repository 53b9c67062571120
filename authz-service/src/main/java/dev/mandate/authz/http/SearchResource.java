package dev.mandate.authz.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.mandate.authz.engine.decisions.questions.Demand;
import dev.mandate.authz.engine.decisions.questions.Question;
import dev.mandate.authz.engine.entities.Catalogue;
import dev.mandate.authz.engine.entities.Directory;
import dev.mandate.authz.engine.recording.Decisions;
import dev.mandate.authz.engine.recording.DemandedState;
import dev.mandate.authz.engine.search.Page;
import dev.mandate.authz.engine.search.Search;
import dev.mandate.authz.http.Evaluation.Sought;
import dev.mandate.events.authz.Established;
import dev.mandate.events.lifecycle.CatalogEntry;
import dev.mandate.messaging.http.OpenQuery;
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
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/**
 * AuthZEN searches. They leave no decision records, and nothing may be done on the strength of one. 503 {@code not-yet-fresh} where what
 * {@code context.at_least_as_fresh} demands has not arrived in time.
 */
@OpenQuery
@Path("/access/v1/search")
@Produces(MediaType.APPLICATION_JSON)
@APIResponse(responseCode = "429", description = "The caller's quota is used up: ask again after Retry-After")
@DeniedOnRecord
class SearchResource {
    private final Search search;
    private final CallerAuthorization authorization;
    private final Catalogue catalogue;
    private final SearchedResources searched;
    private final DemandedState demanded;
    private final Admission admission;
    private final SecurityIdentity identity;

    SearchResource(
            Decisions decisions,
            Directory directory,
            CallerAuthorization authorization,
            DemandedState demanded,
            Admission admission,
            SecurityIdentity identity) {
        this.search =
                new Search(directory, question -> decisions.preview(question).allowed());
        this.authorization = authorization;
        this.catalogue = directory.catalogue();
        this.searched = new SearchedResources(catalogue);
        this.demanded = demanded;
        this.admission = admission;
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

    /**
     * From where the subject asked, which the results rest on; absent where no token of its own was shown.
     *
     * @param surfaces of the catalogue on which it is by that
     */
    record From(Established established, List<String> surfaces) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Results<T>(
            PageFacts page, List<T> results, @Nullable From context) {}

    /**
     * Who may do this? For {@code person}, {@code agent} and {@code workload}; any other type finds nobody. To ask about anyone takes
     * the scope {@code decisions:gateway}. A page with fewer results than asked for may still have a next one.
     */
    @POST
    @Path("/subject")
    @RolesAllowed("decisions:gateway")
    @Operation(summary = "Who may do this?")
    public CompletionStage<Results<Found>> subjects(
            @RequestBody(
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON,
                                            schema = @Schema(implementation = AuthzenRequests.SearchRequest.class)))
                    byte @Nullable [] body,
            @Context HttpHeaders headers) {
        return found(
                body,
                headers,
                Sought.SUBJECT,
                search::subjects,
                (question, id) -> new Found(question.subjectType(), id));
    }

    /**
     * On what may this subject do this? For {@code tool}, {@code model} and {@code surface}; any other type finds nothing. 400
     * {@code resources-not-held} for a type that an application declares: only it knows which there are.
     */
    @POST
    @Path("/resource")
    @RolesAllowed({"decisions:evaluate", "decisions:gateway"})
    @Operation(summary = "On which resources may this subject do this?")
    public CompletionStage<Results<Found>> resources(
            @RequestBody(
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON,
                                            schema = @Schema(implementation = AuthzenRequests.SearchRequest.class)))
                    byte @Nullable [] body,
            @Context HttpHeaders headers) {
        return found(
                body,
                headers,
                Sought.RESOURCE,
                search::resources,
                (question, id) -> new Found(question.resourceType(), id));
    }

    /**
     * What may this subject do with this resource? With one that an application keeps itself, what the application declares; 403
     * {@code not-your-resource} for whoever doesn't speak for it.
     */
    @POST
    @Path("/action")
    @RolesAllowed({"decisions:evaluate", "decisions:gateway"})
    @Operation(summary = "What may this subject do with this resource?")
    public CompletionStage<Results<Named>> actions(
            @RequestBody(
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON,
                                            schema = @Schema(implementation = AuthzenRequests.SearchRequest.class)))
                    byte @Nullable [] body,
            @Context HttpHeaders headers) {
        return found(body, headers, Sought.ACTION, search::actions, (question, name) -> new Named(name));
    }

    /** Apart from decisions: going through many candidates would hold them up. */
    private <T> CompletionStage<Results<T>> found(
            byte @Nullable [] body,
            HttpHeaders headers,
            Sought sought,
            BiFunction<Question, Page.Wanted, Page> pages,
            BiFunction<Question, String, T> result) {
        var facts = RequestFacts.of(headers);
        var caller = Caller.of(identity);
        return admission.admitApart(caller, Admission.PAGE, here -> {
            var member = Member.body(body);
            var evaluation = Evaluation.of(member, sought);
            var question = sought == Sought.SUBJECT
                    ? authorization.aboutAnyone(evaluation, caller, facts)
                    : authorization.search(evaluation, caller, facts);
            searched.check(question, sought);
            var paging = Paging.of(member);
            return demanded.unmet(evaluation.demands())
                    .thenApplyAsync(
                            unmet -> {
                                known(unmet, question);
                                var page = paging.page(wanted -> pages.apply(question, wanted));
                                return results(page, paging, found -> result.apply(question, found), from(question));
                            },
                            here);
        });
    }

    /** @throws ProblemException 503 where something is demanded that has not arrived here */
    static Question known(List<Demand> unmet, Question question) {
        if (unmet.isEmpty()) return question;
        throw new ProblemException(503, "not-yet-fresh", "Ask again; " + unmet.get(0) + " has not arrived here");
    }

    private @Nullable From from(Question question) {
        var established = question.proof().established();
        if (established == null) return null;
        var on = catalogue.surfacesOf(established).stream().map(CatalogEntry::id);
        return new From(established, on.sorted().toList());
    }

    private static <T> Results<T> results(Page page, Paging paging, Function<String, T> result, @Nullable From from) {
        return new Results<>(
                new PageFacts(paging.tokenFor(page), page.found().size(), page.total()),
                page.found().stream().map(result).toList(),
                from);
    }
}
