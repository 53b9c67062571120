package dev.mandate.audit.knowledge;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.mandate.audit.engine.profiles.ProfileSample;
import dev.mandate.audit.engine.surroundings.Surroundings;
import dev.mandate.events.risk.ProfileTally.Aspect;
import dev.mandate.events.risk.SessionRisk.TaskProfile;
import dev.mandate.provenance.Identifier;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.Map;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** What is usual for agents, and so why something was new. */
@Path("/risk/profiles")
@RolesAllowed("findings:read")
class RiskProfileResource {
    private final Surroundings surroundings;

    @Inject
    RiskProfileResource(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /**
     * Counts of sessions by kind of task, halved every 30 days.
     *
     * @param sessions without findings, which is all that anything is learnt from
     * @param usual what such sessions do in this kind of task; absent while fewer than five are known
     * @param asDestination sessions in which a call with consequences named the subject
     * @param asIdentifier sessions in which the task or an answer named it, of an address
     * @param asTool sessions that used it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Profile(
            String agent,
            Map<String, Double> sessions,
            @Nullable TaskProfile usual,
            @Nullable Map<String, Double> asDestination,
            @Nullable Map<String, Double> asIdentifier,
            @Nullable Map<String, Double> asTool) {}

    /**
     * An agent's profile; empty for one of which nothing was learnt.
     *
     * @param kind of task
     * @param subject a tool, address, URL, account or path: how often it occurred
     */
    @GET
    @Path("/{agent}")
    public Profile of(@RestPath String agent, @RestQuery @Nullable String kind, @RestQuery @Nullable String subject) {
        var profiles = surroundings.profiles();
        var identifier = subject == null ? null : Identifier.of(subject).value();
        return new Profile(
                agent,
                profiles.sessions(agent, Aspect.SESSIONS, ProfileSample.ALL),
                kind == null ? null : profiles.task(agent, kind),
                identifier == null ? null : profiles.sessions(agent, Aspect.DESTINATION, identifier),
                identifier == null ? null : profiles.sessions(agent, Aspect.IDENTIFIER, identifier),
                subject == null ? null : profiles.sessions(agent, Aspect.TOOL, subject));
    }
}
