package dev.mandate.authz.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.mandate.authz.models.UsableResources;
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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.jspecify.annotations.Nullable;

/** AuthZEN resource search: which models or surfaces may this subject use? */
@Path("/access/v1/search")
@Produces(MediaType.APPLICATION_JSON)
public class SearchResource {
    private static final int MOST = 1000;
    private static final int USUAL = 100;

    private final UsableResources usable;
    private final Asking asking;
    private final SecurityIdentity identity;

    SearchResource(UsableResources usable, Asking asking, SecurityIdentity identity) {
        this.usable = usable;
        this.asking = asking;
        this.identity = identity;
    }

    record Found(String type, String id) {}

    record Page(@JsonProperty("next_token") String nextToken, int count, int total) {}

    record Results(Page page, List<Found> results) {}

    /** For the action {@code use} on {@code model} and {@code surface}; any other finds nothing. Leaves no decision records. */
    @POST
    @Path("/resource")
    @RolesAllowed({"decisions:evaluate", "decisions:gateway"})
    @Operation(summary = "Which models or surfaces may this subject use?")
    public Results resources(@RequestBody byte @Nullable [] body, @Context HttpHeaders headers) {
        var facts = RequestFacts.of(headers);
        var member = Member.body(body);
        var evaluation = Evaluation.search(member);
        var question = asking.question(evaluation, Caller.of(identity), facts.requestId(), facts.traceparent());
        var all = evaluation.action().equals("use")
                ? usable.find(evaluation.resourceType(), question::about)
                : List.<String>of();
        return page(member, evaluation.resourceType(), all);
    }

    private static Results page(Member body, String type, List<String> all) {
        var page = body.optionalObject("page");
        var asked = page == null ? null : page.optionalInteger("limit");
        if (page != null && asked != null && (asked < 1 || asked > MOST))
            throw page.wrong("limit", "must be 1 to " + MOST);
        var limit = asked == null ? USUAL : asked;
        var after = page == null ? "" : after(page);
        var rest = all.stream().filter(id -> id.compareTo(after) > 0).toList();
        var shown = rest.subList(0, Math.min(limit, rest.size()));
        var next = shown.size() < rest.size() ? token(shown.get(shown.size() - 1)) : "";
        return new Results(
                new Page(next, shown.size(), all.size()),
                shown.stream().map(id -> new Found(type, id)).toList());
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
