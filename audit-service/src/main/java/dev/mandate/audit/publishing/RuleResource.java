package dev.mandate.audit.publishing;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.mandate.audit.engine.sigma.reading.RuleProblem;
import dev.mandate.messaging.http.Problem;
import dev.mandate.messaging.http.ProblemException;
import dev.mandate.messaging.http.QueryParameters;
import dev.mandate.messaging.paging.Page;
import dev.mandate.messaging.publishing.Refusal;
import dev.mandate.messaging.publishing.http.RefusalProblem;
import dev.mandate.messaging.security.Caller;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
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
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Risk rules in Sigma, with immutable versions; {@link RuleActivationResource} says which count. A rule is called by Sigma's {@code id} or {@code name} of it. */
@Path("/rules")
class RuleResource {
    private static final String READ = "rules:read";
    private static final String WRITE = "rules:write";
    private static final int MOST_HOURS = 24 * 31;

    private final Rules rules;
    private final RulePublication publishing;
    private final ShadowReport report;
    private final SecurityIdentity identity;

    RuleResource(Rules rules, RulePublication publishing, ShadowReport report, SecurityIdentity identity) {
        this.rules = rules;
        this.publishing = publishing;
        this.report = report;
        this.identity = identity;
    }

    /** @param sigma the text of a Sigma file: one rule that raises findings, and the rules that it refers to */
    record Submission(@Nullable String sigma, @Nullable String comment) {
        String required() {
            if (sigma == null || sigma.isBlank())
                throw new ProblemException(400, "invalid-body", "Send the text of a Sigma file", "/sigma");
            return sigma;
        }
    }

    /**
     * @param version null where nothing was kept
     * @param warnings what is probably misspelt: such a rule is taken all the same
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Checked(
            String rule,
            String name,
            String digest,
            int tests,
            Rules.@Nullable VersionFacts version,
            List<RuleProblem> warnings) {}

    /**
     * All rules by id, published and shipped, and what of each this replica judges by.
     *
     * @param limit 1 to 200, by default 50
     * @param after {@code next} of the page before
     */
    @GET
    @RolesAllowed(READ)
    @Operation(summary = "All risk rules, and what is in force")
    public Uni<Page<Rules.RuleFacts>> all(@RestQuery @Nullable String limit, @RestQuery @Nullable String after) {
        return rules.page(QueryParameters.page(limit, after));
    }

    /** A rule with its versions and changes, newest first, without texts. */
    @GET
    @Path("/{rule}")
    @RolesAllowed(READ)
    @Operation(summary = "Versions and changes of a rule")
    public Uni<Rules.Whole> one(@RestPath String rule) {
        return rules.whole(rule).map(whole -> {
            if (whole == null) throw ProblemException.unknown("rule", rule);
            return whole;
        });
    }

    /** A version with its text. @param version its number, or the digest that a finding names */
    @GET
    @Path("/{rule}/versions/{version}")
    @RolesAllowed(READ)
    @Operation(summary = "A version with its text")
    public Uni<Rules.VersionText> version(@RestPath String rule, @RestPath String version) {
        return rules.version(rule, version).map(text -> {
            if (text == null) throw ProblemException.unknown("version of " + rule, version);
            return text;
        });
    }

    /**
     * Validates a text and runs its {@code x-tests}; keeps nothing. 422 names each mistake, and each test that fails; {@code warnings} what is
     * probably misspelt, as a label that no tool can have.
     */
    @POST
    @Path("/check")
    @RolesAllowed({READ, WRITE})
    @Operation(summary = "Validate and test without publishing")
    @APIResponseSchema(Checked.class)
    @APIResponse(
            responseCode = "422",
            description = "What is wrong with it: each mistake, and each test that fails",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = RefusalProblem.class)))
    public Uni<Response> check(@Nullable Submission submission) {
        return publishing
                .check(required(submission).required())
                .map(outcome -> outcome.fold(
                        candidate -> Response.ok(checked(candidate)).build(), RuleResource::refused));
    }

    /**
     * Adds a version to the rule that the text is: 201, or 200 where one already has the same content. It doesn't count by that. 422
     * names each mistake, and each test that fails; {@code warnings} what is probably misspelt, as a label that no tool can have.
     */
    @POST
    @RolesAllowed(WRITE)
    @Operation(summary = "Publish a version")
    @APIResponse(
            responseCode = "200",
            description = "A version has the same content already",
            content = @Content(schema = @Schema(implementation = Rules.VersionFacts.class)))
    @APIResponse(
            responseCode = "201",
            description = "A new version",
            content = @Content(schema = @Schema(implementation = Rules.VersionFacts.class)))
    @APIResponse(
            responseCode = "422",
            description = "What is wrong with it: each mistake, and each test that fails",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = RefusalProblem.class)))
    @APIResponse(responseCode = "409", description = "The name belongs to another rule, or the rule has another")
    public Uni<Response> publish(@Nullable Submission submission) {
        var sent = required(submission);
        return publishing
                .publish(sent.required(), sent.comment(), Caller.of(identity).by())
                .map(outcome -> outcome.fold(
                        published -> Response.status(published.kept().added() ? 201 : 200)
                                .entity(published.kept().version().facts().warned(published.warnings()))
                                .build(),
                        RuleResource::refused));
    }

    /** What watched versions would have found. @param hours how far back, 1 to 744 */
    @GET
    @Path("/{rule}/shadow/report")
    @RolesAllowed(READ)
    @Operation(summary = "What watched versions would have found")
    public Uni<ShadowReport.Report> report(@RestPath String rule, @RestQuery @DefaultValue("24") int hours) {
        if (hours < 1 || hours > MOST_HOURS)
            throw new ProblemException(400, "bad-hours", "Ask for 1 to " + MOST_HOURS + " hours", "hours");
        return one(rule).chain(whole -> report.of(whole.facts().rule(), Duration.ofHours(hours)));
    }

    private static Checked checked(Candidate candidate) {
        return new Checked(
                candidate.rule().id(),
                candidate.name(),
                candidate.rule().version(),
                candidate.tests(),
                null,
                candidate.warnings());
    }

    static Response refused(Refusal refusal) {
        var problem = RefusalProblem.of("rules", refusal);
        return Response.status(problem.status())
                .type(Problem.MEDIA_TYPE)
                .entity(problem)
                .build();
    }

    static Submission required(@Nullable Submission submission) {
        if (submission == null) throw new ProblemException(400, "malformed-body", "Send a JSON object with sigma");
        return submission;
    }
}
