package dev.mandate.lifecycle.approvals;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.mandate.events.ids.ApprovalId;
import dev.mandate.events.ids.DecisionId;
import dev.mandate.events.lifecycle.ApprovalState.Status;
import dev.mandate.messaging.http.OpenQuery;
import dev.mandate.messaging.http.ProblemException;
import dev.mandate.messaging.security.Caller;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/**
 * The access request endpoint of the AuthZEN Access Request and Approval Profile, in its first draft of June 2026: an enforcement point that was
 * denied follows what becomes of the approval. The record of the denial has asked for it already, so that a submission makes nothing:
 * it names the denied evaluation, which only who asked for that may. Then it asks for the decision again.
 *
 * @see <a href="https://openid.github.io/authzen/authzen-access-request-approval-profile-1_0.html">the draft</a>
 */
@OpenQuery
@Path("/access/v1/requests")
@RolesAllowed("approvals:read")
class AccessRequestResource {
    /** A denial is known here a moment after it was given. */
    private static final int LOOKS = 20;

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

    private final ApprovalStore store;
    private final SecurityIdentity security;
    private final InstantSource clock;

    AccessRequestResource(ApprovalStore store, SecurityIdentity security, InstantSource clock) {
        this.store = store;
        this.security = security;
        this.clock = clock;
    }

    /** What was denied; all else of it is known from the denial itself. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Submission(@Nullable Denial denial) {}

    /** @param evaluationId of the denial, as its context has it */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Denial(@JsonProperty("evaluation_id") @Nullable String evaluationId) {}

    /** @param result absent until a person has said yes */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Answer(Task task, @Nullable Outcome result) {}

    /** @param status {@code pending}, {@code approved}, {@code denied} or {@code expired} */
    record Task(
            String id,
            String status,
            @JsonProperty("status_endpoint") String statusEndpoint,
            @JsonProperty("expires_at") Instant expiresAt) {}

    /** @param mode {@code reevaluate}: the decision point is asked again, and remains who decides */
    record Outcome(String mode, Reference approval) {}

    /** @param approvedUntil before which the call is to be made, once */
    record Reference(
            String id,
            @JsonProperty("approved_at") Instant approvedAt,
            @JsonProperty("approved_until") Instant approvedUntil) {}

    /** The task of a denied evaluation; it is under way already. For the client that was denied. */
    @POST
    @ResponseStatus(202)
    @Operation(summary = "Follow the approval that a denial has asked for")
    @APIResponseSchema(value = Answer.class, responseCode = "202", responseDescription = "What becomes of it")
    @APIResponse(responseCode = "404", description = "No denial of this client's has asked for one under this id")
    public Uni<Answer> submit(@Nullable Submission body, @Context UriInfo uri) {
        var denial = body == null ? null : body.denial();
        var id = denial == null ? null : denial.evaluationId();
        if (id == null)
            throw new ProblemException(
                    400, "invalid-denial-binding", "Name the denied evaluation", "/denial/evaluation_id");
        return look(evaluation(id), LOOKS).map(found -> answer(found, uri));
    }

    /** The same by the task's id. */
    @GET
    @Path("/{id}")
    @Operation(summary = "What became of an approval")
    @APIResponseSchema(value = Answer.class, responseCode = "200", responseDescription = "What became of it")
    @APIResponse(responseCode = "404", description = "No denial of this client's has asked for it")
    public Uni<Answer> status(@PathParam("id") String id, @Context UriInfo uri) {
        var approval = ApprovalId.parse(id).orElseThrow(AccessRequestResource::unknown);
        return Panache.withSession(() -> store.find(approval)).map(found -> answer(found, uri));
    }

    private Uni<Optional<Approval>> look(DecisionId denied, int looks) {
        return Panache.withSession(() -> store.askedBy(denied))
                .chain(found -> found.isPresent() || looks == 1
                        ? Uni.createFrom().item(found)
                        : Uni.createFrom()
                                .voidItem()
                                .onItem()
                                .delayIt()
                                .by(BETWEEN_LOOKS)
                                .chain(() -> look(denied, looks - 1)));
    }

    private Answer answer(Optional<Approval> found, UriInfo uri) {
        var it = found.filter(approval ->
                        approval.call().caller().equals(Caller.of(security).clientId()))
                .orElseThrow(AccessRequestResource::unknown);
        var status = status(it);
        var said = it.answer();
        var id = it.id().value();
        var task = new Task(
                id, status, uri.getBaseUri().toString().replaceAll("/$", "") + "/access/v1/requests/" + id, it.until());
        return new Answer(
                task,
                status.equals("approved") && said != null
                        ? new Outcome("reevaluate", new Reference(id, said.at(), it.until()))
                        : null);
    }

    private String status(Approval it) {
        if (it.status() == Status.ASKED) return it.waits(clock.instant()) ? "pending" : "expired";
        if (it.status() == Status.GRANTED) return clock.instant().isBefore(it.until()) ? "approved" : "expired";
        var said = it.answer();
        if (it.status() == Status.REFUSED || said != null && !said.approved()) return "denied";
        return "expired";
    }

    private static DecisionId evaluation(String id) {
        try {
            return new DecisionId(id);
        } catch (IllegalArgumentException e) {
            throw unknown();
        }
    }

    private static ProblemException unknown() {
        return new ProblemException(
                404, "unknown-task", "Name an evaluation of yours that was denied and asked for an approval");
    }
}
