package dev.mandate.audit.knowledge;

import dev.mandate.events.risk.SessionRisk;
import dev.mandate.messaging.http.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Instant;
import org.jboss.resteasy.reactive.RestPath;

/** What sessions have touched and what was found about them. */
@Path("/risk/sessions")
@RolesAllowed("findings:read")
class RiskSessionResource {
    private final KnownSessions sessions;

    @Inject
    RiskSessionResource(KnownSessions sessions) {
        this.sessions = sessions;
    }

    /**
     * @param state as decisions see it: level, the rules that made it so, labels, where identifiers came from
     * @param completeUntil every action before this instant is in it
     */
    public record Known(SessionRisk state, Instant completeUntil) {}

    /** A session that acted within the last day; 404 for one of which no attested action is known. */
    @GET
    @Path("/{session}")
    public Known of(@RestPath String session) {
        return sessions.find(session)
                .map(state -> new Known(state, sessions.completeUntil()))
                .orElseThrow(() -> new ProblemException(
                        404, "no-such-session", "Give the id of a session that acted within the last day", "session"));
    }
}
