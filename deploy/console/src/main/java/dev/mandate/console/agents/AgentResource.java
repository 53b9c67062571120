package dev.mandate.console.agents;

import dev.mandate.console.frame.TypedLine;
import dev.mandate.console.signin.Visitor;
import dev.mandate.events.administration.Reason;
import dev.mandate.events.ids.DelegationId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.OfferId;
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

/** My agents and tasks: offers to answer for one, stopping one, revoking what one was let do. */
@Path("/agents")
@Authenticated
@Blocking
public class AgentResource {
    private static final String ALL = "/agents";

    private final OwnAgents agents;
    private final Visitor visitor;
    private final InstantSource clock;

    AgentResource(OwnAgents agents, Visitor visitor, InstantSource clock) {
        this.agents = agents;
        this.visitor = visitor;
        this.clock = clock;
    }

    @CheckedTemplate(basePath = "")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance agents(AgentsPage list);

        static native TemplateInstance agent(AgentPage page);
    }

    @GET
    public TemplateInstance list() {
        return listed("");
    }

    @GET
    @Path("/{id}")
    public TemplateInstance one(@PathParam("id") String id) {
        return shown(known(id), "");
    }

    /** Accepts or refuses to answer for an agent. */
    @POST
    @Path("/offers/{id}")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response offer(@PathParam("id") String id, @FormParam("answer") @Nullable String answer) {
        var offer = OfferId.parse(id).orElseThrow(NotFoundException::new).value();
        return answered(
                switch (Objects.requireNonNullElse(answer, "")) {
                    case "accept" -> agents.accept(offer);
                    case "refuse" -> agents.refuse(offer);
                    default -> Optional.of("Accept or refuse.");
                });
    }

    /** Ends a task that he gave, or one of an agent that he answers for. */
    @POST
    @Path("/tasks/{id}")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response revoke(@PathParam("id") String id, @FormParam("reason") @Nullable String reason) {
        var task = DelegationId.parse(id).orElseThrow(NotFoundException::new).value();
        var words = TypedLine.of(reason);
        return answered(
                words.isEmpty() || Reason.is(words)
                        ? agents.revoke(task, words)
                        : Optional.of("Correct the reason: " + Reason.RULE + "."));
    }

    /** Stops an agent, or lets it go on. */
    @POST
    @Path("/{id}")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response change(
            @PathParam("id") String id,
            @FormParam("answer") @Nullable String answer,
            @FormParam("reason") @Nullable String reason) {
        var agent = known(id).agent();
        var words = TypedLine.of(reason);
        var against = !Reason.is(words)
                ? Optional.of("Say why, for the record: " + Reason.RULE + ".")
                : switch (Objects.requireNonNullElse(answer, "")) {
                    case "stop" -> agents.stop(agent.id(), words);
                    case "resume" -> agents.resume(agent.id(), words);
                    default -> Optional.of("Stop or resume it.");
                };
        return against.isEmpty() ? to(ALL + "/" + agent.id()) : refused(shown(known(id), against.get()));
    }

    /** Somebody whose sign-in ended over a form comes back by a link. */
    @GET
    @Path("/{kind}/{id}")
    public Response back(@PathParam("kind") String kind, @PathParam("id") String id) {
        return to(ALL);
    }

    private Response answered(Optional<String> against) {
        return against.isEmpty() ? to(ALL) : refused(listed(against.get()));
    }

    private static Response refused(TemplateInstance page) {
        return Response.status(409)
                .type("text/html;charset=utf-8")
                .entity(page.render())
                .build();
    }

    private TemplateInstance listed(String notice) {
        return Templates.agents(AgentsPage.of(visitor.name(), notice, agents.overview(), clock));
    }

    private TemplateInstance shown(OwnAgents.AnsweredFor agent, String notice) {
        return Templates.agent(AgentPage.of(visitor.name(), notice, agent, clock));
    }

    private OwnAgents.AnsweredFor known(String id) {
        return IdentityId.parse(id)
                .filter(IdentityId::isAgent)
                .flatMap(agent -> agents.find(agent.value()))
                .orElseThrow(NotFoundException::new);
    }

    private static Response to(String path) {
        return Response.seeOther(URI.create(path)).build();
    }
}
