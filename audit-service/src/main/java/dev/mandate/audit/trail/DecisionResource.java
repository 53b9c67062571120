package dev.mandate.audit.trail;

import dev.mandate.messaging.http.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Set;
import org.jboss.resteasy.reactive.RestPath;

/** Decisions as they were recorded. */
@Path("/decisions")
@RolesAllowed("trail:read")
class DecisionResource {
    private static final Set<String> DECIDED =
            Set.of("authz.decision.v1", "authz.decision.dry-run.v1", "authz.decision.filtered.v1");
    private static final int MAX_IDS = 10_000;
    private static final int MAX_RELATED = 100;

    private final Trail trail;

    @Inject
    DecisionResource(Trail trail) {
        this.trail = trail;
    }

    /**
     * A decision and what came of it, or a dry run or a filter, of which nothing may.
     *
     * @param withheld true if its allow never left, since its record was not acknowledged in time
     * @param related what else names it: the call that ran under it
     */
    public record DecisionRecord(TrailEntry record, boolean withheld, List<TrailEntry> related) {}

    /** @param ids at most 10,000 */
    public record DecisionIds(List<String> ids) {
        public DecisionIds {
            ids = ids == null ? List.of() : List.copyOf(ids);
        }
    }

    public record MissingDecisions(List<String> missing) {}

    @GET
    @Path("/{id}")
    public Uni<DecisionRecord> decision(@RestPath String id) {
        return trail.entries(new TrailFilter().decision(id), MAX_RELATED)
                .map(found -> found.stream()
                        .filter(entry -> DECIDED.contains(entry.type()))
                        .findFirst()
                        .map(record -> new DecisionRecord(
                                record,
                                found.stream().anyMatch(entry -> entry.type().equals("authz.decision.withheld.v1")),
                                found.stream().filter(entry -> entry != record).toList()))
                        .orElseThrow(() -> new ProblemException(
                                404,
                                "no-such-decision",
                                "Give the decision id that the evaluation answered with",
                                "id")));
    }

    /** Those of the given decisions that the trail doesn't have, so that a caller can reconcile what it was allowed. */
    @POST
    @Path("/missing")
    public Uni<MissingDecisions> missing(DecisionIds body) {
        if (body == null || body.ids().isEmpty())
            throw new ProblemException(400, "no-ids", "Name the decisions to look for", "/ids");
        if (body.ids().size() > MAX_IDS)
            throw new ProblemException(400, "too-many-ids", "Ask for at most " + MAX_IDS + " at a time", "/ids");
        return trail.missingDecisions(body.ids()).map(MissingDecisions::new);
    }
}
