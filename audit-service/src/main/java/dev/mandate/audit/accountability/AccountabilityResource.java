package dev.mandate.audit.accountability;

import dev.mandate.events.identity.DelegationState;
import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.topics.TopicCatalogue;
import dev.mandate.messaging.http.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.jboss.resteasy.reactive.RestPath;

/** Who owns the actions of an autonomous identity. */
@Path("/accountability")
@RolesAllowed("trail:read")
class AccountabilityResource {
    private final AgentRecords records;

    @Inject
    AccountabilityResource(AgentRecords records) {
        this.records = records;
    }

    /** Who answers for the agent, since when, and from which records that is known. */
    @GET
    @Path("/{agent}")
    public Uni<Accountability> of(@RestPath String agent) {
        return records.of(agent, TopicCatalogue.IDENTITY_IDENTITIES, IdentityState.class)
                .chain(states -> records.of(agent, TopicCatalogue.IDENTITY_DELEGATIONS, DelegationState.class)
                        .map(delegations -> Accountability.of(states, delegations)))
                .map(found -> found.orElseThrow(() -> new ProblemException(
                        404, "no-such-agent", "Give the id of an agent that is registered, agt_…", "agent")));
    }
}
