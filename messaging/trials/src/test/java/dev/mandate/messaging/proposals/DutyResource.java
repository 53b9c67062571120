package dev.mandate.messaging.proposals;

import dev.mandate.messaging.http.ProblemException;
import dev.mandate.messaging.security.Caller;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

/** An endpoint whose change may wait. */
@Path("/duties")
@Produces("application/json")
public class DutyResource {
    @Inject
    DutyChange change;

    @Inject
    SecondPerson second;

    @Inject
    SecurityIdentity identity;

    /** What is wanted. */
    public record Wanted(String duty, String who) {}

    /** Who wanted it. */
    public record Done(String by) {}

    @PUT
    @RolesAllowed("duties:write")
    @APIResponseSchema(Done.class)
    @APIResponse(
            responseCode = "202",
            description = ProposalResource.WAITS,
            content = @Content(schema = @Schema(implementation = ProposalView.class)))
    @APIResponse(responseCode = "409", description = "Too many wait")
    public Uni<Response> put(Wanted wanted) {
        return second.ask(change, new DutyChange.Duty(wanted.duty(), wanted.who()), Caller.of(identity))
                .map(result -> result.fold(outcome -> ProposalResource.answer(outcome, 200, Done::new), why -> {
                    throw new ProblemException(409, "abolished", why);
                }));
    }
}
