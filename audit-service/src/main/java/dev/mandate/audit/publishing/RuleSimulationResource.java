package dev.mandate.audit.publishing;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.mandate.audit.engine.sigma.reading.RuleProblem;
import dev.mandate.audit.publishing.RuleResource.Submission;
import dev.mandate.audit.simulation.Simulation;
import dev.mandate.audit.simulation.SimulationReport;
import dev.mandate.messaging.http.Problem;
import dev.mandate.messaging.http.ProblemException;
import dev.mandate.messaging.publishing.http.RefusalProblem;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** What a rule would have found, before it counts. */
@Path("/rules")
class RuleSimulationResource {
    private static final int MOST_HOURS = 24 * 7;

    private final RulePublication publishing;
    private final Simulation simulation;

    /** @param warnings what is probably misspelt in the text */
    record Simulated(@JsonUnwrapped SimulationReport report, List<RuleProblem> warnings) {}

    RuleSimulationResource(RulePublication publishing, Simulation simulation) {
        this.publishing = publishing;
        this.simulation = simulation;
    }

    /**
     * Validates a text as {@code /rules/check} does, and judges the trail's decisions and actions of the last hours once more: by the rules in force,
     * and by these with the text's rule in place of the one of its id. Nothing is kept, and no finding is raised. The newest 50,000 lines are read,
     * for 20 s at most, and as long as there is memory: the answer says what was not looked at. What is known beside the calls (tools, tasks, profiles, suppressions) is as it is now.
     *
     * @param hours how far back, 1 to 168
     */
    @POST
    @Path("/simulation")
    @RolesAllowed("rules:write")
    @Operation(summary = "What a rule would have found")
    @APIResponseSchema(Simulated.class)
    @APIResponse(
            responseCode = "422",
            description = "What is wrong with it: each mistake, and each test that fails",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = RefusalProblem.class)))
    @APIResponse(responseCode = "503", description = "Somebody else simulates: ask again")
    public Uni<Response> simulate(@Nullable Submission submission, @RestQuery @DefaultValue("24") int hours) {
        if (hours < 1 || hours > MOST_HOURS)
            throw new ProblemException(400, "bad-hours", "Ask for 1 to " + MOST_HOURS + " hours", "hours");
        return publishing
                .check(RuleResource.required(submission).required())
                .chain(checked -> checked.fold(
                        candidate -> simulation
                                .run(candidate.book(), Duration.ofHours(hours))
                                .map(report -> Response.ok(new Simulated(
                                                report.orElseThrow(RuleSimulationResource::busy), candidate.warnings()))
                                        .build()),
                        refusal -> Uni.createFrom().item(RuleResource.refused(refusal))));
    }

    private static ProblemException busy() {
        return new ProblemException(503, "busy", "Ask again: somebody else simulates").retryAfter(10);
    }
}
