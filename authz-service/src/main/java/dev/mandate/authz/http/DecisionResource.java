package dev.mandate.authz.http;

import dev.mandate.authz.history.DecisionLookup;
import dev.mandate.authz.history.DecisionLookup.Recorded;
import dev.mandate.events.ids.DecisionId;
import dev.mandate.messaging.http.ProblemException;
import dev.mandate.messaging.security.Caller;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Why was it so? */
@Path("/decisions")
@Produces(MediaType.APPLICATION_JSON)
class DecisionResource {
    private static final String ALL = "decisions:read";

    private final DecisionLookup decisions;
    private final PolicyNotes notes;
    private final Admission admission;
    private final SecurityIdentity identity;

    DecisionResource(DecisionLookup decisions, PolicyNotes notes, Admission admission, SecurityIdentity identity) {
        this.decisions = decisions;
        this.notes = notes;
        this.admission = admission;
        this.identity = identity;
    }

    /**
     * A past decision, guard by guard, from its record: the policies that decided with what their authors noted on them, how fresh the
     * projections were, and what would have changed a denial. With the scope {@code decisions:read} any decision; else one's own: those
     * that one asked for as a client or an agent, that were about oneself, and that one answers for. All others are unknown, as are those that the broker
     * doesn't keep any more.
     */
    @GET
    @Path("/{id}")
    @RolesAllowed({"decisions:evaluate", "decisions:gateway", ALL})
    @Operation(summary = "Why was this decided so?")
    @APIResponse(
            responseCode = "429",
            description =
                    "The caller's quota is used up, where each counts as a page of a search, or too many of his and his agents' are looked for: ask after Retry-After")
    public Uni<Explanation> explain(String id) {
        var caller = Caller.of(identity);
        var context = Vertx.currentContext();
        var decision = named(id);
        if (!caller.scopes().contains(ALL)) admission.count(caller, Admission.PAGE);
        return decisions
                .find(decision, caller.by())
                .onFailure(DecisionLookup.NotNow.class)
                .transform(failure -> notNow((DecisionLookup.NotNow) failure))
                .emitOn(task -> context.runOnContext(ignored -> task.run()))
                .chain(found -> {
                    if (found == null || !mayRead(caller, found)) throw unknown();
                    return notes.of(found.decided()).map(noted -> Explanation.of(found, noted));
                });
    }

    private static ProblemException notNow(DecisionLookup.NotNow failure) {
        var status = failure.ofCaller() ? 429 : 503;
        return new ProblemException(
                        status, failure.ofCaller() ? "too-many-requests" : "busy", "Ask again; " + failure.getMessage())
                .retryAfter(1);
    }

    private static boolean mayRead(Caller caller, Recorded found) {
        if (caller.scopes().contains(ALL)) return true;
        var decided = found.decided();
        var subject = decided.identity();
        var person = decided.person();
        var actor = caller.acting();
        return decided.caller().equals(actor) // not its client id: people share the client through which they signed in
                || (subject != null && subject.value().equals(actor))
                || (caller.actor() == null && person != null && person.value().equals(caller.subject()));
    }

    private static DecisionId named(String id) {
        try {
            return new DecisionId(id);
        } catch (IllegalArgumentException e) {
            throw unknown();
        }
    }

    private static ProblemException unknown() {
        return new ProblemException(
                404, "unknown", "Name another; there is no such decision, or none that you may read");
    }
}
