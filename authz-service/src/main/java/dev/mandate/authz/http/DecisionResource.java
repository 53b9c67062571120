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
import java.util.Optional;
import java.util.function.Function;
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
                .emitOn(task -> context.runOnContext(ignored -> task.run()))
                .chain(looked -> {
                    var found = looked.<Optional<Recorded>>fold(Function.identity(), why -> {
                        throw notNow(why);
                    });
                    if (found.isEmpty() || !mayRead(caller, found.get())) throw unknown();
                    return notes.of(found.get().decided()).map(noted -> Explanation.of(found.get(), noted));
                });
    }

    private static ProblemException notNow(DecisionLookup.NotNow why) {
        var hisOwn = why == DecisionLookup.NotNow.OF_CALLER;
        return new ProblemException(
                        hisOwn ? 429 : 503, hisOwn ? "too-many-requests" : "busy", "Ask again; " + why.why())
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
