package dev.mandate.authz.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.mandate.authz.decisions.Question;
import dev.mandate.authz.http.Evaluation.Sought;
import dev.mandate.authz.search.Page;
import dev.mandate.authz.search.Search;
import dev.mandate.messaging.security.Caller;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.jspecify.annotations.Nullable;

/** AuthZEN searches. They leave no decision records, and nothing may be done on the strength of one. */
@Path("/access/v1/search")
@Produces(MediaType.APPLICATION_JSON)
public class SearchResource {
    private static final int MOST = 1000;
    private static final int USUAL = 100;

    private final Search search;
    private final Asking asking;
    private final SecurityIdentity identity;

    SearchResource(Search search, Asking asking, SecurityIdentity identity) {
        this.search = search;
        this.asking = asking;
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
    public Results<Found> subjects(@RequestBody byte @Nullable [] body, @Context HttpHeaders headers) {
        var facts = RequestFacts.of(headers);
        var member = Member.body(body);
        var question = asking.aboutAnyone(Evaluation.of(member, Sought.SUBJECT), Caller.of(identity), facts);
        var type = question.subjectType();
        return results(search.subjects(question, wanted(member)), id -> new Found(type, id));
    }

    /** On what may this subject do this? For {@code tool}, {@code model} and {@code surface}; any other type finds nothing. */
    @POST
    @Path("/resource")
    @RolesAllowed({"decisions:evaluate", "decisions:gateway"})
    @Operation(summary = "On which resources may this subject do this?")
    public Results<Found> resources(@RequestBody byte @Nullable [] body, @Context HttpHeaders headers) {
        var facts = RequestFacts.of(headers);
        var member = Member.body(body);
        var question = question(Evaluation.of(member, Sought.RESOURCE), facts);
        var type = question.resourceType();
        return results(search.resources(question, wanted(member)), id -> new Found(type, id));
    }

    /** What may this subject do with this resource? */
    @POST
    @Path("/action")
    @RolesAllowed({"decisions:evaluate", "decisions:gateway"})
    @Operation(summary = "What may this subject do with this resource?")
    public Results<Named> actions(@RequestBody byte @Nullable [] body, @Context HttpHeaders headers) {
        var facts = RequestFacts.of(headers);
        var member = Member.body(body);
        var question = question(Evaluation.of(member, Sought.ACTION), facts);
        return results(search.actions(question, wanted(member)), Named::new);
    }

    private Question question(Evaluation evaluation, RequestFacts facts) {
        return asking.question(evaluation, Caller.of(identity), facts.requestId(), facts.traceparent());
    }

    private static <T> Results<T> results(Page page, Function<String, T> result) {
        var next = page.next();
        return new Results<>(
                new PageFacts(next == null ? "" : token(next), page.found().size(), page.total()),
                page.found().stream().map(result).toList());
    }

    private static Page.Wanted wanted(Member body) {
        var page = body.optionalObject("page");
        if (page == null) return new Page.Wanted("", USUAL);
        var limit = page.optionalInteger("limit");
        if (limit != null && (limit < 1 || limit > MOST)) throw page.wrong("limit", "must be 1 to " + MOST);
        return new Page.Wanted(after(page), limit == null ? USUAL : limit);
    }

    private static String token(String lastId) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(lastId.getBytes(StandardCharsets.UTF_8));
    }

    private static String after(Member page) {
        var token = page.optionalText("token");
        if (token == null) return "";
        try {
            return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw page.wrong("token", "must be a next_token of an earlier page");
        }
    }
}
