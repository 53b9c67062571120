package dev.mandate.audit.findings;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.audit.trail.Limit;
import dev.mandate.audit.trail.Order;
import dev.mandate.audit.trail.Trail;
import dev.mandate.audit.trail.TrailEntry;
import dev.mandate.audit.trail.TrailFilter;
import dev.mandate.events.topics.TopicCatalogue;
import dev.mandate.messaging.http.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/**
 * OCSF Detection Findings, as they are in the trail.
 *
 * @see <a href="https://schema.ocsf.io/1.8.0/classes/detection_finding">Detection Finding</a>
 */
@Path("/findings")
@RolesAllowed("findings:read")
class FindingResource {
    private final Trail trail;

    @Inject
    FindingResource(Trail trail) {
        this.trail = trail;
    }

    /** @param next pass it as {@code after} for the findings that follow; absent on the last page */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record FindingPage(
            List<JsonNode> findings, @Nullable String next) {}

    /**
     * Findings by their last matched event.
     *
     * @param agent one of those that took part
     * @param limit 1 to 1000
     * @param order {@code asc}, or {@code desc} for the newest first
     * @param after {@code next} of the page before, asked with the same order
     */
    @GET
    public Uni<FindingPage> page(
            @RestQuery @Nullable String session,
            @RestQuery @Nullable String agent,
            @RestQuery @Nullable String person,
            @RestQuery @DefaultValue("100") String limit,
            @RestQuery @DefaultValue("asc") String order,
            @RestQuery @Nullable String after) {
        var filter = findings().session(session).involvedAgent(agent).person(person);
        return trail.page(filter, Limit.parse(limit), after, Order.parse(order))
                .map(page -> new FindingPage(
                        page.entries().stream().map(TrailEntry::payload).toList(), page.next()));
    }

    @GET
    @Path("/{id}")
    public Uni<JsonNode> finding(@RestPath String id) {
        return trail.first(findings().eventId(id))
                .map(found -> found.map(TrailEntry::payload)
                        .orElseThrow(() -> new ProblemException(
                                404, "no-such-finding", "Look it up with GET /findings and a filter", "id")));
    }

    private static TrailFilter findings() {
        return new TrailFilter().topic(TopicCatalogue.RISK_FINDINGS.name());
    }
}
