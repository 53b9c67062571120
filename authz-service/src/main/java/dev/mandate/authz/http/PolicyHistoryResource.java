package dev.mandate.authz.http;

import dev.mandate.authz.engine.policies.Policies;
import dev.mandate.authz.history.Simulation;
import dev.mandate.authz.history.WatchReport;
import dev.mandate.authz.publishing.PolicySets;
import dev.mandate.messaging.http.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What versions would have done, or would do, to the decisions of the last hours. */
@Path("/policies")
@Produces(MediaType.APPLICATION_JSON)
class PolicyHistoryResource {
    private static final int MOST_HOURS = 24 * 30;

    private final PolicySets sets;
    private final Policies policies;
    private final Simulation simulation;
    private final WatchReport watched;

    PolicyHistoryResource(PolicySets sets, Policies policies, Simulation simulation, WatchReport watched) {
        this.sets = sets;
        this.policies = policies;
        this.simulation = simulation;
        this.watched = watched;
    }

    /**
     * Replays the decisions of the last hours against a version and against what is in force, both on the people, grants and tools
     * of now: what differs is what activating the version would change.
     *
     * @param hours 1 to 720
     */
    @POST
    @Path("/{set}/versions/{version}/simulation")
    @RolesAllowed({"policies:read", "policies:write"})
    @Operation(summary = "What would activating this version change?")
    public Uni<Simulation.Report> simulate(
            String set, long version, @QueryParam("hours") @DefaultValue("24") int hours) {
        var back = hours(hours);
        return sets.compiled(PolicySetResource.name(set), version).chain(candidate -> {
            if (candidate == null) throw ProblemException.unknown("version of " + set, Long.toString(version));
            return simulation.run(candidate, back);
        });
    }

    /**
     * The decisions that watched versions would have changed, from the records of every replica.
     *
     * @param hours 1 to 720
     */
    @GET
    @Path("/{set}/shadow/report")
    @RolesAllowed({"policies:read", "policies:write"})
    @Operation(summary = "What would watched versions have changed?")
    public Uni<WatchReport.Report> watched(String set, @QueryParam("hours") @DefaultValue("24") int hours) {
        var back = hours(hours);
        return known(PolicySetResource.name(set)).chain(() -> watched.over(back));
    }

    /** One that nobody has published yet is known by the files that stand in for it. */
    private Uni<Void> known(String set) {
        if (policies.standIns().stream().anyMatch(it -> it.set().equals(set)))
            return Uni.createFrom().voidItem();
        return sets.whole(set).map(whole -> {
            if (whole == null) throw ProblemException.unknown("policy set", set);
            return null;
        });
    }

    private static Duration hours(int hours) {
        if (hours < 1 || hours > MOST_HOURS)
            throw new ProblemException(400, "invalid-hours", "Ask about 1 to " + MOST_HOURS + " hours", "hours");
        return Duration.ofHours(hours);
    }
}
