package dev.mandate.authz.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.mandate.authz.engine.cedar.publish.Finding;
import dev.mandate.authz.engine.policies.Policies;
import dev.mandate.authz.engine.policytests.PolicyTests;
import dev.mandate.authz.publishing.Candidate;
import dev.mandate.authz.publishing.PolicyPublication;
import dev.mandate.authz.publishing.PolicySets;
import dev.mandate.authz.publishing.Submission;
import dev.mandate.authz.publishing.VersionDiff;
import dev.mandate.events.authz.PolicyRecord;
import dev.mandate.messaging.http.Problem;
import dev.mandate.messaging.http.ProblemException;
import dev.mandate.messaging.http.QueryParameters;
import dev.mandate.messaging.publishing.ChangeFacts;
import dev.mandate.messaging.security.Caller;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** Policy sets with immutable versions; {@link PolicyActivationResource} says which are in force. Who may change what is decided by the policies of the set {@code governance}. */
@Path("/policies")
@Produces(MediaType.APPLICATION_JSON)
class PolicySetResource {
    private static final String READ = "policies:read";
    private static final String WRITE = "policies:write";

    private final PolicySets sets;
    private final PolicyPublication publishing;
    private final Policies policies;
    private final SecurityIdentity identity;

    PolicySetResource(PolicySets sets, PolicyPublication publishing, Policies policies, SecurityIdentity identity) {
        this.sets = sets;
        this.publishing = publishing;
        this.policies = policies;
        this.identity = identity;
    }

    /**
     * @param sets one part of them
     * @param standIns files that count at this replica for sets of which no version is in force, on the first page
     * @param next pass it as {@code after} for the sets that follow; absent on the last page
     * @param version what decisions of this replica go by
     * @param shadow what it watches; null while nothing is
     */
    record Overview(
            List<PolicySets.SetFacts> sets,
            List<StandIn> standIns,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String next,

            String version,
            @Nullable String shadow,
            String governance) {}

    /** @param standIn the files that count for it; absent where a version of it does, or nothing */
    record Shown(
            PolicySets.SetFacts facts,
            List<PolicySets.VersionFacts> versions,
            List<ChangeFacts> changes,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            StandIn standIn) {}

    record Checked(
            PolicySets.@Nullable VersionFacts version,
            int policies,
            List<Finding> warnings,
            List<PolicyTests.Result> tests) {
        static Checked of(PolicySets.@Nullable VersionFacts version, Candidate candidate) {
            return new Checked(version, candidate.version().policies().size(), candidate.warnings(), candidate.tests());
        }
    }

    /**
     * All sets by name, and what this replica decides by.
     *
     * @param limit 1 to 200, by default 50
     * @param after {@code next} of the page before
     */
    @GET
    @RolesAllowed(READ)
    @Operation(summary = "All policy sets, and what is in force")
    public Uni<Overview> all(@QueryParam("limit") @Nullable String limit, @QueryParam("after") @Nullable String after) {
        var book = policies.current();
        var shadow = book.shadow();
        return sets.page(QueryParameters.page(limit, after))
                .map(page -> new Overview(
                        page.items(),
                        after == null ? standIns().toList() : List.of(),
                        page.next(),
                        book.version(),
                        shadow == null ? null : shadow.version(),
                        policies.governance().version()));
    }

    /**
     * A set with its versions and changes, newest first, without texts; for one that nobody has published yet, what counts in its place.
     */
    @GET
    @Path("/{set}")
    @RolesAllowed(READ)
    @Operation(summary = "Versions and changes of a policy set")
    public Uni<Shown> one(String set) {
        var standIn = standIns().filter(it -> it.set().equals(set)).findFirst().orElse(null);
        return sets.whole(name(set)).map(whole -> {
            if (whole == null && standIn == null) throw ProblemException.unknown("policy set", set);
            var known = whole == null ? PolicySets.Whole.unpublished(set) : whole;
            return new Shown(known.facts(), known.versions(), known.changes(), standIn);
        });
    }

    /** A version with everything that was submitted. */
    @GET
    @Path("/{set}/versions/{version}")
    @RolesAllowed(READ)
    @Operation(summary = "A version with its texts")
    public Uni<PolicySets.VersionText> version(String set, long version) {
        return sets.version(name(set), version).map(text -> {
            if (text == null) throw ProblemException.unknown("version of " + set, Long.toString(version));
            return text;
        });
    }

    /** What is different between two versions, policy by policy. */
    @GET
    @Path("/{set}/diff")
    @RolesAllowed(READ)
    @Operation(summary = "What is different between two versions")
    public Uni<VersionDiff> diff(String set, @QueryParam("from") long from, @QueryParam("to") long to) {
        return version(set, from).chain(before -> version(set, to).map(after -> VersionDiff.of(before, after)));
    }

    /** Validates a submission and runs its tests; keeps nothing. 422 names each mistake, and each test that fails. */
    @POST
    @Path("/{set}/check")
    @RolesAllowed({READ, WRITE})
    @Operation(summary = "Validate and test without publishing")
    @APIResponseSchema(Checked.class)
    @APIResponse(
            responseCode = "422",
            description = "What is wrong with it: each mistake, and each test that fails",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = PolicyProblem.class)))
    public Uni<Response> check(String set, @Nullable Submission submission) {
        return publishing
                .check(name(set), required(submission))
                .map(outcome -> outcome.fold(
                        candidate -> Response.ok(Checked.of(null, candidate)).build(), PolicyProblem::response));
    }

    /** Runs the tests that a version brought. */
    @POST
    @Path("/{set}/versions/{version}/test")
    @RolesAllowed({READ, WRITE})
    @Operation(summary = "Run a version's tests again")
    @APIResponseSchema(Checked.class)
    @APIResponse(
            responseCode = "422",
            description = "What is wrong with it: each mistake, and each test that fails",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = PolicyProblem.class)))
    public Uni<Response> test(String set, long version) {
        return version(set, version).chain(text -> check(set, text.submission()));
    }

    /**
     * Adds a version: 201, or 200 where the newest already is the same. It isn't in force by that. 422 names each mistake, and each
     * test that fails; 403 says which policy is in the way.
     */
    @POST
    @Path("/{set}/versions")
    @RolesAllowed(WRITE)
    @Operation(summary = "Publish a version")
    @APIResponse(
            responseCode = "200",
            description = "The newest version is the same already",
            content = @Content(schema = @Schema(implementation = Checked.class)))
    @APIResponse(
            responseCode = "201",
            description = "A new version",
            content = @Content(schema = @Schema(implementation = Checked.class)))
    @APIResponse(
            responseCode = "422",
            description = "What is wrong with it: each mistake, and each test that fails",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = PolicyProblem.class)))
    public Uni<Response> publish(String set, @Nullable Submission submission) {
        return publishing
                .publish(name(set), required(submission), Caller.of(identity).by())
                .map(outcome -> outcome.fold(
                        published -> Response.status(published.added() ? 201 : 200)
                                .entity(Checked.of(published.version(), published.candidate()))
                                .build(),
                        PolicyProblem::response));
    }

    private Stream<StandIn> standIns() {
        return policies.standIns().stream().map(StandIn::of);
    }

    static String name(String set) {
        if (PolicyRecord.SET.matcher(set).matches()) return set;
        throw new ProblemException(
                400, "invalid-set", "Name a set by lower-case letters, digits and hyphens, at most 40", "set");
    }

    private static Submission required(@Nullable Submission submission) {
        if (submission == null) throw new ProblemException(400, "malformed-body", "Send a JSON object with files");
        return submission;
    }
}
