package dev.mandate.lifecycle.access;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.administration.Reason;
import dev.mandate.events.cloudevents.PlainText;
import dev.mandate.events.ids.GrantId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.lifecycle.AccessState;
import dev.mandate.events.lifecycle.Entitlement;
import dev.mandate.events.lifecycle.Grant;
import dev.mandate.events.lifecycle.Origin;
import dev.mandate.messaging.http.ProblemException;
import dev.mandate.messaging.idempotency.http.Idempotent;
import dev.mandate.messaging.proposals.FarReachingChange;
import dev.mandate.messaging.proposals.Outcome;
import dev.mandate.messaging.proposals.ProposalResource;
import dev.mandate.messaging.proposals.ProposalView;
import dev.mandate.messaging.proposals.SecondPerson;
import dev.mandate.messaging.security.Caller;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** Roles of workers, and who gave them. */
@Path("/grants")
class GrantResource {
    /** By hand; what the others need is in packages of their own. */
    private static final Set<Origin.Kind> BY_HAND =
            EnumSet.of(Origin.Kind.ADMINISTRATOR, Origin.Kind.EMERGENCY, Origin.Kind.IMPORT);

    /**
     * A role for a worker.
     *
     * @param from first instant at which it counts; without it now
     * @param until first instant at which it no longer counts, at most 366 days after the beginning, 24 hours in an emergency
     * @param reason 1 to 500 characters in one line, for people who review it
     * @param origin {@code ADMINISTRATOR}, as without it, {@code EMERGENCY} or {@code IMPORT}, with a ticket or system as reference
     */
    record NewGrant(
            @Nullable IdentityId identity,
            @Nullable String role,
            @Nullable Instant from,
            @Nullable Instant until,
            @Nullable String reason,
            @Nullable Origin origin) {}

    /**
     * A grant, and where a reader finds it.
     *
     * @param stream where the worker's access is, under {@code key}; from {@code revision} on it shows what was done here
     */
    record Written(
            IdentityId identity,
            Entitlement entitlement,
            Grant grant,
            GrantRecord.@Nullable Ended ended,
            String stream,
            String key,
            long revision) {
        static Written of(GrantRecord it) {
            return new Written(
                    it.identity(),
                    it.entitlement(),
                    it.grant(),
                    it.ended(),
                    AccessState.FAMILY.topic().name(),
                    it.identity().value(),
                    it.revision());
        }
    }

    private final MandateRoleGrants mandateRoles;
    private final MandateRoleEnds ends;
    private final SecondPerson second;
    private final SecurityIdentity security;

    GrantResource(
            MandateRoleGrants mandateRoles, MandateRoleEnds ends, SecondPerson second, SecurityIdentity security) {
        this.mandateRoles = mandateRoles;
        this.ends = ends;
        this.second = second;
        this.security = security;
    }

    /** Grants a role to an active worker, at once or for a window of time. A role of Mandate itself waits for people. */
    @POST
    @Idempotent
    @RolesAllowed("access:write")
    @Operation(summary = "Grant a role until its end")
    @APIResponseSchema(value = Written.class, responseCode = "201", responseDescription = "It is granted")
    @APIResponse(
            responseCode = "202",
            description = ProposalResource.WAITS,
            content = @Content(schema = @Schema(implementation = ProposalView.class)))
    @APIResponse(responseCode = "409", description = "The worker isn't active or has no room for it")
    public Uni<Response> grant(@Nullable NewGrant body) {
        if (body == null) throw new ProblemException(400, "missing-body", "Send a JSON object");
        return ask(mandateRoles, request(body), 201);
    }

    /**
     * Takes a granted role back. A birthright can't be taken: change the role. A role of Mandate itself waits for people where fewer than
     * two would be left who could approve.
     *
     * @param reason 1 to 500 characters in one line
     */
    @DELETE
    @Path("/{id}")
    @RolesAllowed("access:write")
    @Operation(summary = "Take a granted role back")
    @APIResponseSchema(value = Written.class, responseCode = "200", responseDescription = "It is held no more")
    @APIResponse(
            responseCode = "202",
            description = ProposalResource.WAITS,
            content = @Content(schema = @Schema(implementation = ProposalView.class)))
    @APIResponse(responseCode = "404", description = "There is no such grant")
    @APIResponse(responseCode = "409", description = "It is a birthright, or has ended already")
    public Uni<Response> revoke(@PathParam("id") String id, @QueryParam("reason") @Nullable String reason) {
        var why = required(reason, "reason");
        return ask(ends, new MandateRoleEnds.TakenBack(known(id), why), 200);
    }

    private <C> Uni<Response> ask(FarReachingChange<C, GrantRecord, GrantRefusal> change, C wanted, int done) {
        return second.ask(change, wanted, Caller.of(security))
                .map(result -> result.fold(Function.identity(), GrantResource::<Outcome<GrantRecord>>refuse))
                .map(outcome -> ProposalResource.answer(outcome, done, Written::of));
    }

    private GrantRequest request(NewGrant body) {
        var origin = body.origin() == null ? Origin.administrator() : body.origin();
        if (!BY_HAND.contains(origin.kind()))
            throw new ProblemException(
                    400, "origin-not-by-hand", "Use the origin ADMINISTRATOR, EMERGENCY or IMPORT", "/origin/kind");
        return new GrantRequest(
                required(body.identity(), "identity"),
                parsed(required(body.role(), "role"), "role", Entitlement::role),
                origin,
                by(),
                required(body.reason(), "reason"),
                body.from(),
                body.until());
    }

    private Actor by() {
        return Caller.of(security).by();
    }

    static GrantId known(String id) {
        try {
            return new GrantId(id);
        } catch (IllegalArgumentException e) {
            throw problem(GrantRefusal.UNKNOWN_GRANT);
        }
    }

    static <T> T required(@Nullable T value, String field) {
        if (value == null) throw new ProblemException(400, "missing-field", "Give the field " + field, field);
        return value;
    }

    static <A, T> T parsed(A value, String field, Function<A, T> parse) {
        try {
            return parse.apply(value);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(400, "invalid-field", "Correct " + field, field, e.getMessage());
        }
    }

    static <T> T refuse(GrantRefusal refusal) {
        throw problem(refusal);
    }

    static ProblemException problem(GrantRefusal refusal) {
        return switch (refusal) {
            case UNKNOWN_ENTITLEMENT ->
                new ProblemException(400, "unknown-role", "Use a role of the catalogue", "role");
            case UNKNOWN_WORKER ->
                new ProblemException(400, "unknown-worker", "Use the identity id of a worker, per_…", "identity");
            case NOT_ACTIVE ->
                new ProblemException(409, "not-active", "Only who works here now can be granted a role", "identity");
            case TOO_MANY ->
                new ProblemException(
                        409,
                        "too-many-grants",
                        "Take a grant back first; " + AccessRoom.MOST_GRANTS + " are held",
                        "identity");
            case NO_ROOM ->
                new ProblemException(
                        409,
                        "no-room",
                        "Take a grant back first, or give shorter reasons; the record is full",
                        "identity");
            case BIRTHRIGHT ->
                new ProblemException(
                        409,
                        "birthright",
                        "Change the role's birthright departments; nobody gives or takes a birthright");
            case UNFIT_REASON -> invalid("Correct the reason: " + Reason.RULE, "reason");
            case UNFIT_REFERENCE -> invalid("Correct the reference: it " + PlainText.RULE, "/origin/reference");
            case BAD_BEGINNING -> invalid("Name a beginning between 1970 and a year from now", "from");
            case NO_END ->
                new ProblemException(
                        400,
                        "no-end",
                        "Name an end, until, at most 366 days ahead; what should last as long as somebody works in a"
                                + " department is a birthright of the role",
                        "until");
            case END_NOT_AHEAD -> invalid("Name an end that is still ahead", "until");
            case END_BEFORE_BEGINNING -> invalid("Name an end that is after the beginning", "until");
            case END_TOO_FAR ->
                invalid("Name an end at most 366 days after the beginning, and grant it again then", "until");
            case EMERGENCY_TOO_LONG ->
                invalid(
                        "Name an end at most 24 hours after the beginning, or another origin; in an emergency nobody"
                                + " approves",
                        "until");
            case TAKES_TWO ->
                new ProblemException(
                        409,
                        "takes-two",
                        "Ask for it by POST /grants or DELETE /grants/{id}, which let it wait for a second person");
            case UNKNOWN_GRANT -> new ProblemException(404, "unknown-grant", "Use the id of a grant, grt_…", "id");
            case ENDED_ALREADY ->
                new ProblemException(409, "ended-already", "Nothing is left to do; it has ended", "id");
        };
    }

    private static ProblemException invalid(String title, String field) {
        return new ProblemException(400, "invalid-field", title, field);
    }
}
