package dev.mandate.console.proposals;

import dev.mandate.console.frame.TypedLine;
import dev.mandate.console.signin.Visitor;
import dev.mandate.events.administration.Reason;
import dev.mandate.events.ids.ProposalId;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What waits for two people, and the page of each. */
@Path("/proposals")
@Authenticated
@Blocking
public class ProposalResource {
    private final Proposals proposals;
    private final Visitor visitor;
    private final InstantSource clock;

    ProposalResource(Proposals proposals, Visitor visitor, InstantSource clock) {
        this.proposals = proposals;
        this.visitor = visitor;
        this.clock = clock;
    }

    @CheckedTemplate(basePath = "")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance proposals(ProposalsPage list);

        static native TemplateInstance proposal(ProposalPage page);
    }

    @GET
    public TemplateInstance list() {
        return Templates.proposals(ProposalsPage.of(visitor.name(), proposals.waiting(), clock));
    }

    @GET
    @Path("/{id}")
    public TemplateInstance one(@PathParam("id") String id) {
        return shown(known(id), "");
    }

    /** Somebody whose sign-in ended over the form comes back by a link. */
    @GET
    @Path("/{id}/answer")
    public Response answered(@PathParam("id") String id) {
        return to(ProposalId.parse(id).orElseThrow(NotFoundException::new).value());
    }

    /**
     * Approves or refuses.
     *
     * @param shown digest of what the page with the form showed; the service approves nothing else
     */
    @POST
    @Path("/{id}/answer")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response answer(
            @PathParam("id") String id,
            @FormParam("answer") @Nullable String answer,
            @FormParam("reason") @Nullable String reason,
            @FormParam("shown") @Nullable String shown) {
        var proposal = known(id);
        var against = Objects.requireNonNullElse(answer, "").equals("approve")
                ? proposals.approve(proposal, Objects.requireNonNullElse(shown, ""))
                : refused(proposal, answer, TypedLine.of(reason));
        return against.isEmpty()
                ? to(proposal.id())
                : Response.status(409)
                        .type("text/html;charset=utf-8")
                        .entity(shown(known(id), against.get()).render())
                        .build();
    }

    private Optional<String> refused(Proposal proposal, @Nullable String answer, String reason) {
        if (!"refuse".equals(answer)) return Optional.of("Approve or refuse.");
        return Reason.is(reason)
                ? proposals.refuse(proposal, reason)
                : Optional.of("Say why you refuse it: " + Reason.RULE + ".");
    }

    private TemplateInstance shown(Proposal proposal, String notice) {
        return Templates.proposal(ProposalPage.of(proposal, visitor.name(), notice, clock));
    }

    private Proposal known(String id) {
        return ProposalId.parse(id)
                .flatMap(known -> proposals.find(known.value()))
                .orElseThrow(NotFoundException::new);
    }

    private static Response to(String id) {
        return Response.seeOther(URI.create("/proposals/" + id)).build();
    }
}
