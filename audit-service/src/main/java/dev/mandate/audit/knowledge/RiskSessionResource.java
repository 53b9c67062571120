package dev.mandate.audit.knowledge;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.mandate.audit.engine.sigma.correlation.OpenSequence;
import dev.mandate.audit.risk.replicas.SessionTasks;
import dev.mandate.events.risk.SessionRisk;
import dev.mandate.messaging.http.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.Instant;
import java.util.List;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** What sessions have touched and what was found about them. */
@Path("/risk/sessions")
@RolesAllowed("findings:read")
class RiskSessionResource {
    private final KnownSessions sessions;
    private final SessionTasks tasks;

    @Inject
    RiskSessionResource(KnownSessions sessions, SessionTasks tasks) {
        this.sessions = sessions;
        this.tasks = tasks;
    }

    /**
     * @param state as decisions see it: level, the rules that made it so, labels, where identifiers came from
     * @param completeUntil every action before this instant is in it
     * @param open what has begun in it by rules that group by session, and waits for more, those that end last first; absent for
     *     the seconds in which its task moves from one replica to another
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Known(
            SessionRisk state,
            Instant completeUntil,
            @Nullable List<OpenSequence> open) {}

    /** A session that acted within the last day; 404 for one of which no attested action is known. */
    @GET
    @Path("/{session}")
    public Known of(@RestPath String session, @RestHeader(HttpHeaders.AUTHORIZATION) @Nullable String authorization) {
        return sessions.find(session)
                .map(state -> new Known(
                        state,
                        sessions.completeUntil(),
                        tasks.open(session, authorization).orElse(null)))
                .orElseThrow(() -> new ProblemException(
                        404, "no-such-session", "Give the id of a session that acted within the last day", "session"));
    }

    /**
     * What has begun in a session, of the replica that has its task: replicas ask each other. 503 from any other; ask for the session
     * itself, which every replica answers.
     */
    @GET
    @Path("/{session}/open")
    public List<OpenSequence> open(@RestPath String session) {
        return tasks.here(session)
                .orElseThrow(() -> new ProblemException(
                        503, "task-elsewhere", "Ask for /risk/sessions/{id}, which every replica answers", "session"));
    }
}
