package dev.mandate.authz.http;

import dev.mandate.authz.gateways.Gateways;
import dev.mandate.authz.outcomes.Outcomes;
import dev.mandate.authz.outcomes.Report;
import dev.mandate.authz.outcomes.ReportRefusal;
import dev.mandate.events.actions.ToolResult.Status;
import dev.mandate.events.ids.DecisionId;
import dev.mandate.messaging.http.ProblemException;
import dev.mandate.messaging.security.Caller;
import dev.mandate.messaging.security.http.DeniedOnRecord;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** What became of a call that was allowed. */
@Path("/decisions/{id}/outcome")
@Produces(MediaType.APPLICATION_JSON)
@DeniedOnRecord
class OutcomeResource {
    private static final long LONGEST_AGO = Duration.ofHours(24).toMillis();

    private final Outcomes outcomes;
    private final Admission admission;
    private final Gateways gateways;
    private final SecurityIdentity identity;

    OutcomeResource(Outcomes outcomes, Admission admission, Gateways gateways, SecurityIdentity identity) {
        this.outcomes = outcomes;
        this.admission = admission;
        this.gateways = gateways;
        this.identity = identity;
    }

    /**
     * How a call went.
     *
     * @param status {@code succeeded}, {@code failed}, or {@code blocked} for one that was not made after all
     * @param answer what the tool answered, as a model reads it, or its beginning; looked through for identifiers such as addresses and URLs,
     *     and not kept
     * @param document beside {@code answer}, the same as JSON: an object or a list, or a text that is the whole answer. It is asked for
     *     ({@code context.document} of the decision) where the tool's owner trusts some of its fields
     * @param size of the whole answer in characters, where {@code answer} isn't all of it
     * @param suspicious what a content classifier says of it, if one ran
     * @param startedMillisAgo how long ago the call was begun, in milliseconds, up to a day; by default now
     */
    record OutcomeRequest(
            String status,
            @Nullable String answer,
            @Nullable Object document,
            @Nullable Long size,
            @Nullable Boolean suspicious,
            @Nullable Long startedMillisAgo) {}

    /**
     * Taken.
     *
     * @param recorded false while the broker doesn't take it; it is sent until it does
     */
    record Told(String decision, boolean recorded) {}

    /**
     * Tells what became of an allowed call of a tool, so that the next one of its session is decided by it. Only whoever asked for the decision may,
     * with a token like the one that he asked with; agent, tool, arguments and session are the decision's. To tell the same again changes nothing.
     * Where no {@code answer} is told, or not all of it, what strangers may have written in it counts as unknown, which restricts the session.
     */
    @POST
    @RolesAllowed({"decisions:evaluate", "decisions:gateway"})
    @Operation(summary = "Tell what became of an allowed call")
    @APIResponseSchema(value = Told.class, responseCode = "200", responseDescription = "It is told")
    @APIResponse(responseCode = "404", description = "This caller asked for no such decision, or too long ago")
    @APIResponse(responseCode = "409", description = "Nothing is owed, or something else has been told of it")
    @APIResponse(
            responseCode = "429",
            description =
                    "The caller's quota is used up, or too many older calls are told of at once: tell it after Retry-After")
    public CompletionStage<Told> tell(
            @PathParam("id") String id,
            @RequestBody(
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON,
                                            schema = @Schema(implementation = OutcomeRequest.class)))
                    byte @Nullable [] body,
            @Context HttpHeaders headers) {
        RequestFacts.of(headers);
        var caller = Caller.of(identity);
        if (gateways.lacksProof(caller))
            throw new ProblemException(
                    403, "unbound-token", "Tell it with the token that the decision was asked for, bound to a key");
        return admission.admit(caller, body == null ? 0 : body.length, here -> {
            var decision = named(id);
            var report = report(Member.body(body).only(OutcomeRequest.class));
            if (outcomes.remembers(decision)) return told(decision, report, caller, here);
            return admission.admit(caller, Admission.PAGE, here, apart -> told(decision, report, caller, apart));
        });
    }

    private CompletionStage<Told> told(DecisionId decision, Report report, Caller caller, Executor here) {
        return outcomes.tell(decision, report, caller.by(), here)
                .thenApply(result ->
                        result.fold(recorded -> new Told(decision.value(), recorded), OutcomeResource::refuse));
    }

    private static Report report(Member body) {
        var ago = body.optionalLong("startedMillisAgo");
        if (ago != null && (ago < 0 || ago > LONGEST_AGO))
            throw body.wrong("startedMillisAgo", "must be 0 to " + LONGEST_AGO);
        var size = body.optionalLong("size");
        if (size != null && size < 0) throw body.wrong("size", "must not be negative");
        if (body.has("document") && !body.has("answer"))
            throw body.wrong("document", "is told beside the answer, in which identifiers are looked for");
        return new Report(
                status(body),
                body.optionalText("answer"),
                body.has("document") ? body.node().get("document") : null,
                size,
                body.optionalBoolean("suspicious"),
                Duration.ofMillis(ago == null ? 0 : ago));
    }

    private static Status status(Member body) {
        var said = body.text("status");
        for (var status : Status.values())
            if (status.name().toLowerCase(Locale.ROOT).equals(said)) return status;
        throw body.wrong("status", "must be succeeded, failed or blocked");
    }

    private static DecisionId named(String id) {
        try {
            return new DecisionId(id);
        } catch (IllegalArgumentException e) {
            throw problem(ReportRefusal.UNKNOWN_DECISION);
        }
    }

    private static <T> T refuse(ReportRefusal refusal) {
        throw problem(refusal);
    }

    private static ProblemException problem(ReportRefusal refusal) {
        return switch (refusal) {
            case UNKNOWN_DECISION ->
                new ProblemException(404, "unknown", "Name a decision that you asked for, with the same token");
            case NOTHING_OWED ->
                new ProblemException(409, "nothing-owed", "Tell of allowed calls of tools; this decision is none");
            case DRY_RUN ->
                new ProblemException(
                        409, "dry-run", "Ask for a decision of its own before a call; by a dry run none may be made");
            case TOLD_OTHERWISE ->
                new ProblemException(409, "told-already", "Nothing is left to tell; it is told what became of it");
            case TOO_MANY ->
                new ProblemException(429, "too-many-requests", "Tell it again; others of yours are looked for already")
                        .retryAfter(1);
            case NOT_NOW ->
                new ProblemException(503, "busy", "Tell it again; many decisions are looked for").retryAfter(1);
            case NOT_TAKEN ->
                new ProblemException(503, "not-taken", "Tell it again; what became of calls can't be recorded now")
                        .retryAfter(1);
        };
    }
}
