package dev.mandate.console.caps;

import dev.mandate.console.caps.TaskCapsPage.Typed;
import dev.mandate.console.frame.Told;
import dev.mandate.console.frame.TypedLine;
import dev.mandate.console.signin.Visitor;
import dev.mandate.events.administration.Reason;
import dev.mandate.events.identity.AgentDescription.Autonomy;
import dev.mandate.events.identity.TaskCapEvent.Of;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** How long agents' tasks may last at most. For administrators. */
@Path("/task-caps")
@Authenticated
@Blocking
public class TaskCapResource {
    private static final String MINUTES = "Say in whole minutes how long tasks last at most, from 1 to 1440, a day.";

    private final TaskCaps caps;
    private final Visitor visitor;

    TaskCapResource(TaskCaps caps, Visitor visitor) {
        this.caps = caps;
        this.visitor = visitor;
    }

    @CheckedTemplate(basePath = "")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance taskcaps(TaskCapsPage list);
    }

    @GET
    public TemplateInstance list(@QueryParam("told") @Nullable String told) {
        return Templates.taskcaps(TaskCapsPage.of(visitor.name(), "", Told.words(told), caps.list(), Typed.NOTHING));
    }

    /** Somebody whose sign-in ended over a form comes back by a link. */
    @GET
    @Path("/{act}")
    public Response back() {
        return to("");
    }

    /**
     * Says it of some, in place of what was said of them.
     *
     * @param of {@code CLIENT}, {@code ROLE}, or how far agents go on their own
     * @param name of an application, an agent or a role
     */
    @POST
    @Path("/say")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response say(
            @FormParam("of") @DefaultValue("") String of,
            @FormParam("name") @Nullable String name,
            @FormParam("minutes") @Nullable String minutes,
            @FormParam("reason") @Nullable String reason) {
        var typed = new Typed(of, TypedLine.of(name), TypedLine.of(minutes), TypedLine.of(reason));
        var autonomy = Arrays.stream(Autonomy.values()).anyMatch(it -> it.name().equals(of));
        if (!autonomy && !of.equals("CLIENT") && !of.equals("ROLE")) return refused("Choose whose tasks.", typed);
        if (!autonomy && typed.name().isEmpty()) return refused("Name the application, agent or role.", typed);
        if (!typed.minutes().matches("[1-9][0-9]{0,3}")) return refused(MINUTES, typed);
        var fault = wrongWith(typed.reason());
        if (!fault.isEmpty()) return refused(fault, typed);
        return answered(
                caps.say(
                        autonomy ? Of.AUTONOMY : Of.valueOf(of),
                        autonomy ? of : typed.name(),
                        Integer.valueOf(typed.minutes()),
                        typed.reason()),
                typed);
    }

    /**
     * Nothing is said of these any more.
     *
     * @param id as the page has it
     */
    @POST
    @Path("/end")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response end(
            @FormParam("of") @DefaultValue("") String of,
            @FormParam("id") @DefaultValue("") String id,
            @FormParam("reason") @Nullable String reason) {
        var why = TypedLine.of(reason);
        var fault = wrongWith(why);
        if (!fault.isEmpty()) return refused(fault, Typed.NOTHING);
        if (Arrays.stream(Of.values()).noneMatch(it -> it.name().equals(of))) return to("");
        return answered(caps.say(Of.valueOf(of), id, null, why), Typed.NOTHING);
    }

    private static String wrongWith(String reason) {
        return reason.isEmpty() || Reason.is(reason) ? "" : "Correct the reason: " + Reason.RULE + ".";
    }

    private Response answered(Told told, Typed typed) {
        if (told instanceof Told.Refused no) return refused(no.advice(), typed);
        return to(told.query());
    }

    private Response refused(String advice, Typed typed) {
        return Response.status(409)
                .type("text/html;charset=utf-8")
                .entity(Templates.taskcaps(TaskCapsPage.of(visitor.name(), advice, "", caps.list(), typed))
                        .render())
                .build();
    }

    private static Response to(String query) {
        return Response.seeOther(URI.create("/task-caps" + query)).build();
    }
}
