package dev.mandate.identity.agents;

import dev.mandate.events.identity.AgentDescription;
import dev.mandate.identity.http.Field;
import dev.mandate.identity.http.NewValidity;
import dev.mandate.identity.identities.Requester;
import dev.mandate.messaging.security.Caller;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** What an agent is made of and how it runs, and when it may act. */
@Path("/agents/{id}")
@RolesAllowed("agents:write")
public class AgentTermsResource {
    private final AgentTerms terms;
    private final SecurityIdentity security;
    private final InstantSource clock;

    AgentTermsResource(AgentTerms terms, SecurityIdentity security, InstantSource clock) {
        this.terms = terms;
        this.security = security;
        this.clock = clock;
    }

    /**
     * Says what it is made of and how it runs, instead of what was said before: what is left out is unknown from now on. By an administrator,
     * whose word confirms it, so that policies go by it; or by who answers for it, whose word policies don't go by until an administrator says
     * the same.
     */
    @PUT
    @Path("/description")
    @WithTransaction
    public Uni<AgentStopResource.Written> describe(@PathParam("id") String id, @Nullable AgentDescriptionRequest body) {
        var by = requester();
        var described = described(Field.body(body), "");
        return terms.describe(AgentResource.known(id), described, by.isAdministrator(), by)
                .map(result -> result.fold(AgentStopResource.Written::of, AgentTermsResource::refuse));
    }

    /**
     * When it may act at all, compared with the clock at each decision and token, instead of what counted before: what is left out is without a
     * bound from now on. By an administrator; who answers for it only shortens its time.
     */
    @PUT
    @Path("/validity")
    @WithTransaction
    public Uni<AgentStopResource.Written> validity(@PathParam("id") String id, @Nullable NewValidity body) {
        var wanted = Field.body(body);
        return terms.validity(AgentResource.known(id), wanted.changed(clock.instant()), requester())
                .map(result -> result.fold(AgentStopResource.Written::of, AgentTermsResource::refuse));
    }

    /** Null where nothing is said. */
    static @Nullable AgentDescription described(@Nullable AgentDescriptionRequest said, String under) {
        if (said == null) return null;
        return said.checked().fold(it -> it.orElse(null), wrong -> {
            throw Field.at(under + "/" + wrong.member()).problem(wrong.advice());
        });
    }

    private static AgentStopResource.Written refuse(AgentRefusal refused) {
        throw OfferResource.problem(refused, "agent", null);
    }

    private Requester requester() {
        return Requester.of(Caller.of(security));
    }
}
