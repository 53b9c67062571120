package dev.mandate.audit.findings;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mandate.audit.identities.FindingNames;
import dev.mandate.events.administration.Actor;
import dev.mandate.events.risk.FindingEvent;
import dev.mandate.messaging.http.ProblemException;
import dev.mandate.messaging.http.QueryParameters;
import dev.mandate.messaging.paging.PageRequest;
import dev.mandate.messaging.result.Result;
import dev.mandate.messaging.security.Caller;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/**
 * OCSF Detection Findings, one for each incident, each in its newest state.
 *
 * @see <a href="https://schema.ocsf.io/1.8.0/classes/detection_finding">Detection Finding</a>
 */
@Path("/findings")
class FindingResource {
    private static final String READ = "findings:read";
    private static final String WRITE = "findings:write";
    private static final int MOST = 1000;

    private final FindingSearch search;
    private final FindingNames names;
    private final Triage triage;
    private final SecurityIdentity identity;

    @Inject
    FindingResource(FindingSearch search, FindingNames names, Triage triage, SecurityIdentity identity) {
        this.search = search;
        this.names = names;
        this.triage = triage;
        this.identity = identity;
    }

    /** OCSF's, as a filter names them. */
    private static final Map<String, Integer> STATUSES = statuses();

    /** @param next pass it as {@code after} for the findings that follow; absent on the last page */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record FindingPage(
            List<JsonNode> findings, @Nullable String next) {}

    /** @param until when it ends, at most 90 days ahead */
    public record Suppression(
            @Nullable String reason, @Nullable Instant until) {}

    /** @param reason in the caller's words */
    public record Why(@Nullable String reason) {}

    /**
     * Findings in the order in which they were first told, with the names of whom they are about ({@code unmapped.names}, by id, and
     * {@code unmapped.owners} of agents) as they are now.
     *
     * @param agent one of those that took part
     * @param rule id of the rule
     * @param status {@code new}, {@code in_progress}, {@code suppressed} or {@code resolved}, or OCSF's number of it, 1 to 4
     * @param shadow {@code true} for those of rules that are only watched, which are left out otherwise
     * @param limit 1 to 1000
     * @param order {@code asc}, or {@code desc} for the newest first
     * @param after {@code next} of the page before, asked with the same order
     */
    @GET
    @RolesAllowed(READ)
    public Uni<FindingPage> page(
            @RestQuery @Nullable String session,
            @RestQuery @Nullable String agent,
            @RestQuery @Nullable String person,
            @RestQuery @Nullable String rule,
            @RestQuery @Nullable String status,
            @RestQuery @DefaultValue("false") boolean shadow,
            @RestQuery @DefaultValue("100") String limit,
            @RestQuery @DefaultValue("asc") String order,
            @RestQuery @Nullable String after) {
        var wanted = status == null ? null : QueryParameters.oneOf("status", status, STATUSES);
        var filter = new FindingSearch.Filter(session, agent, person, rule, wanted, shadow);
        return search.page(filter, QueryParameters.page(limit, MOST, order, after, FindingResource::cursor))
                .map(page -> page.map(this::named))
                .map(page -> new FindingPage(page.items(), page.next()));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed(READ)
    public Uni<JsonNode> finding(@RestPath String id) {
        return search.one(id)
                .map(found -> found.map(this::named).orElseThrow(() -> problem(FindingRefusal.UNKNOWN_FINDING)));
    }

    private JsonNode named(JsonNode finding) {
        return finding instanceof ObjectNode it ? names.put(it) : finding;
    }

    /** Somebody works at it: status 2. 409 if it is suppressed or resolved. */
    @POST
    @Path("/{id}/acknowledge")
    @RolesAllowed(WRITE)
    @APIResponse(responseCode = "409", description = "It is suppressed or resolved")
    public Uni<FindingEvent> acknowledge(@RestPath String id) {
        return triage.acknowledge(id, caller()).map(FindingResource::done);
    }

    /** What the rule finds in the same group is recorded, and alerts and restricts nobody until then: status 3. */
    @POST
    @Path("/{id}/suppress")
    @RolesAllowed(WRITE)
    @APIResponse(responseCode = "409", description = "It is resolved")
    public Uni<FindingEvent> suppress(@RestPath String id, @Nullable Suppression suppression) {
        var sent = required(suppression);
        return triage.suppress(id, sent.until(), sent.reason(), caller()).map(FindingResource::done);
    }

    /** Ends its suppression early: what the rule finds in the same group alerts and restricts again. Status 1; 409 if it is not suppressed. */
    @POST
    @Path("/{id}/lift")
    @RolesAllowed(WRITE)
    @APIResponse(responseCode = "409", description = "It is not suppressed")
    public Uni<FindingEvent> lift(@RestPath String id, @Nullable Why why) {
        return triage.lift(id, required(why).reason(), caller()).map(FindingResource::done);
    }

    /** Nothing is to be done about it any more: status 4. A later match of the same incident makes it new again. */
    @POST
    @Path("/{id}/resolve")
    @RolesAllowed(WRITE)
    @APIResponse(responseCode = "409", description = "It is resolved already")
    public Uni<FindingEvent> resolve(@RestPath String id, @Nullable Why why) {
        return triage.resolve(id, required(why).reason(), caller()).map(FindingResource::done);
    }

    private static Map<String, Integer> statuses() {
        var numbers = new LinkedHashMap<String, Integer>();
        numbers.put("new", FindingEvent.NEW);
        numbers.put("in_progress", FindingEvent.IN_PROGRESS);
        numbers.put("suppressed", FindingEvent.SUPPRESSED);
        numbers.put("resolved", FindingEvent.RESOLVED);
        for (var number : List.copyOf(numbers.values())) numbers.put(number.toString(), number);
        return numbers;
    }

    private static FindingEvent done(Result<FindingEvent, FindingRefusal> result) {
        return result.fold(Function.identity(), refusal -> {
            throw problem(refusal);
        });
    }

    private static ProblemException problem(FindingRefusal refusal) {
        return switch (refusal) {
            case UNKNOWN_FINDING ->
                new ProblemException(404, "no-such-finding", "Look it up with GET /findings and a filter", "id");
            case UNFIT_REASON ->
                new ProblemException(
                        400, "bad-reason", "Say why, in 1 to " + Triage.MAX_REASON + " characters", "/reason");
            case UNFIT_END ->
                new ProblemException(
                        400,
                        "bad-until",
                        "Name an instant within the next " + Triage.LONGEST.toDays() + " days",
                        "/until");
            case RESOLVED ->
                new ProblemException(
                        409, "finding-over", "Leave it; it is resolved, and a later match makes it new again");
            case SUPPRESSED ->
                new ProblemException(
                        409,
                        "finding-over",
                        "Resolve it, or lift the suppression first; a match after its end makes it new again");
            case NOT_SUPPRESSED ->
                new ProblemException(409, "not-suppressed", "Leave it; only what is suppressed can be lifted", "id");
        };
    }

    private static Long cursor(String after) {
        if (!after.matches("[0-9]{1,18}")) throw new IllegalArgumentException(PageRequest.WHAT_A_CURSOR_IS);
        return Long.valueOf(after);
    }

    private Actor caller() {
        return Caller.of(identity).by();
    }

    private static <T> T required(@Nullable T body) {
        if (body == null) throw new ProblemException(400, "malformed-body", "Send a JSON object with the reason");
        return body;
    }
}
