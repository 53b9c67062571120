package dev.mandate.console.findings;

import dev.mandate.console.findings.Findings.Filter;
import dev.mandate.console.findings.Findings.Finding;
import dev.mandate.console.findings.Findings.Status;
import dev.mandate.console.frame.TypedLine;
import dev.mandate.console.signin.Visitor;
import dev.mandate.events.administration.Reason;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What was found, and what is done about each. */
@Path("/findings")
@Authenticated
@Blocking
public class FindingResource {
    private static final Map<String, Duration> ENDS = Map.of(
            "hour",
            Duration.ofHours(1),
            "day",
            Duration.ofDays(1),
            "week",
            Duration.ofDays(7),
            "month",
            Duration.ofDays(30));

    private final Findings findings;
    private final Visitor visitor;
    private final InstantSource clock;

    FindingResource(Findings findings, Visitor visitor, InstantSource clock) {
        this.findings = findings;
        this.visitor = visitor;
        this.clock = clock;
    }

    @CheckedTemplate(basePath = "")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance findings(FindingsPage list);

        static native TemplateInstance finding(FindingPage page);
    }

    /** The newest first; those that nobody has looked at, unless the address says otherwise. */
    @GET
    public TemplateInstance list(
            @QueryParam("status") @DefaultValue("new") String status,
            @QueryParam("session") @DefaultValue("") String session,
            @QueryParam("agent") @DefaultValue("") String agent,
            @QueryParam("rule") @DefaultValue("") String rule,
            @QueryParam("after") @DefaultValue("") String after) {
        var filter = new Filter(Status.of(status), session.strip(), agent.strip(), rule.strip());
        return Templates.findings(FindingsPage.of(visitor.name(), filter, findings.list(filter, after), clock));
    }

    @GET
    @Path("/{id}")
    public TemplateInstance one(@PathParam("id") String id) {
        return shown(known(id), "");
    }

    /** Somebody whose sign-in ended over the form comes back by a link. */
    @GET
    @Path("/{id}/triage")
    public Response back(@PathParam("id") String id) {
        return to(known(id).id());
    }

    /**
     * Does something about it.
     *
     * @param ends how long a suppression holds: hour, day, week or month
     */
    @POST
    @Path("/{id}/triage")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response triage(
            @PathParam("id") String id,
            @FormParam("answer") @Nullable String answer,
            @FormParam("reason") @Nullable String reason,
            @FormParam("ends") @Nullable String ends) {
        var finding = known(id);
        var against = done(
                finding.id(),
                Objects.requireNonNullElse(answer, ""),
                TypedLine.of(reason),
                Objects.requireNonNullElse(ends, ""));
        return against.isEmpty()
                ? to(finding.id())
                : Response.status(409)
                        .type("text/html;charset=utf-8")
                        .entity(shown(known(id), against.get()).render())
                        .build();
    }

    private Optional<String> done(String id, String answer, String reason, String ends) {
        if (answer.equals("acknowledge")) return findings.acknowledge(id);
        if (!Reason.is(reason)) return Optional.of("Say why, for the record: " + Reason.RULE + ".");
        return switch (answer) {
            case "resolve" -> findings.resolve(id, reason);
            case "lift" -> findings.lift(id, reason);
            case "suppress" ->
                ENDS.containsKey(ends)
                        ? findings.suppress(id, reason, clock.instant().plus(ENDS.get(ends)))
                        : Optional.of("Say for how long nobody shall be alerted.");
            default -> Optional.of("Acknowledge, suppress, lift or resolve it.");
        };
    }

    private TemplateInstance shown(Finding finding, String notice) {
        return Templates.finding(FindingPage.of(visitor.name(), notice, finding, clock));
    }

    private Finding known(String id) {
        if (!id.matches("fnd_[0-9A-Za-z._-]{1,80}")) throw new NotFoundException();
        return findings.find(id).orElseThrow(NotFoundException::new);
    }

    private static Response to(String id) {
        return Response.seeOther(URI.create("/findings/" + id)).build();
    }
}
