package dev.mandate.console.sessions;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mandate.console.sessions.Sessions.Recording;
import dev.mandate.console.signin.Visitor;
import dev.mandate.events.ids.SessionId;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a session did: on a page, and as one file that needs nothing else. */
@Path("/sessions")
@Authenticated
@Blocking
public class SessionResource {
    private static final String STYLE = "/META-INF/resources/pages/style.css";
    private static final int MOST_STEPS = 2_000;

    private final Sessions sessions;
    private final Visitor visitor;
    private final InstantSource clock;

    SessionResource(Sessions sessions, Visitor visitor, InstantSource clock) {
        this.sessions = sessions;
        this.visitor = visitor;
        this.clock = clock;
    }

    @CheckedTemplate(basePath = "")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance session(SessionPage page);

        static native TemplateInstance sessionfile(SessionPage page, String style);
    }

    /** Some steps of it. */
    @GET
    @Path("/{id}")
    public TemplateInstance one(@PathParam("id") String id, @QueryParam("after") @Nullable String after) {
        var from = Objects.requireNonNullElse(after, "");
        return Templates.session(SessionPage.of(visitor.name(), known(id, from), from.isEmpty(), true, clock));
    }

    /** All of it, up to 2,000 steps, to be kept or sent: the style stands in it, and it leads nowhere. */
    @GET
    @Path("/{id}/file")
    public Response file(@PathParam("id") String id) {
        var whole = whole(id);
        return Response.ok(Templates.sessionfile(SessionPage.of(visitor.name(), whole, true, false, clock), style())
                        .render())
                .type("text/html;charset=utf-8")
                .header(
                        "Content-Disposition",
                        "attachment; filename=\"session-" + whole.id().replace(':', '-') + ".html\"")
                .build();
    }

    private Recording whole(String id) {
        var first = known(id, "");
        var steps = new ArrayList<>(first.steps());
        var gaps = new ArrayList<>(first.gaps());
        var agreements = new ArrayList<>(first.agreements());
        var next = first.next();
        while (!next.isEmpty() && steps.size() < MOST_STEPS) {
            var page = known(id, next);
            steps.addAll(page.steps());
            gaps.addAll(page.gaps());
            agreements.addAll(page.agreements());
            next = page.next();
        }
        return new Recording(
                first.id(),
                first.task(),
                first.person(),
                first.digests(),
                first.opens(),
                agreements.stream().distinct().toList(),
                steps,
                first.findings(),
                gaps.stream().distinct().toList(),
                next);
    }

    private Recording known(String id, String after) {
        try {
            return sessions.find(new SessionId(id).value(), after).orElseThrow(NotFoundException::new);
        } catch (IllegalArgumentException e) {
            throw new NotFoundException(e);
        }
    }

    private static String style() {
        try (var sheet = SessionResource.class.getResourceAsStream(STYLE)) {
            return sheet == null ? "" : new String(sheet.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
