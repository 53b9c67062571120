package dev.mandate.identity.agents;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.mandate.events.administration.Reason;
import dev.mandate.events.identity.IdentityState;
import dev.mandate.identity.http.Field;
import dev.mandate.identity.identities.Requester;
import dev.mandate.messaging.security.Caller;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.jspecify.annotations.Nullable;

/** The kill switch of an agent. */
@Path("/agents")
@RolesAllowed("agents:write")
public class AgentStopResource {
    private final AgentStops stops;
    private final SecurityIdentity security;

    AgentStopResource(AgentStops stops, SecurityIdentity security) {
        this.stops = stops;
        this.security = security;
    }

    /**
     * An agent after a write: beside its own members, where the record of it is.
     *
     * @param stream has under {@code key} what was done here, from the agent's {@code revision} on
     */
    public record Written(@JsonUnwrapped IdentityState agent, String stream, String key) {
        static Written of(IdentityState state) {
            return new Written(state, AgentResource.STREAM, state.identity().value());
        }
    }

    /** @param reason in the requester's words, one line of 1 to 500 characters */
    public record Why(@Nullable String reason) {}

    /**
     * Stops an agent until it is resumed: it gets no token, those that it has are void, and what it holds or has handed on is revoked.
     * By an administrator, or by who answers for it.
     */
    @POST
    @Path("/{id}/stop")
    @WithTransaction
    public Uni<Written> stop(@PathParam("id") String id, @Nullable Why body) {
        return stops.stop(AgentResource.known(id), reason(body), requester())
                .map(result -> result.fold(Written::of, AgentStopResource::refuse));
    }

    /**
     * The agent may act again, if somebody answers for it. By an administrator, or by who answers for it and has stopped it himself.
     * Earlier tokens stay void, and what was revoked stays revoked.
     */
    @POST
    @Path("/{id}/resume")
    @WithTransaction
    public Uni<Written> resume(@PathParam("id") String id, @Nullable Why body) {
        return stops.resume(AgentResource.known(id), reason(body), requester())
                .map(result -> result.fold(Written::of, AgentStopResource::refuse));
    }

    private static Reason reason(@Nullable Why body) {
        var why = Field.body(body);
        return Field.at("/reason").reason(why.reason());
    }

    private static Written refuse(AgentRefusal refused) {
        throw OfferResource.problem(refused, "agent", null);
    }

    private Requester requester() {
        return Requester.of(Caller.of(security));
    }
}
