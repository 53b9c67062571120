package dev.mandate.identity.delegations;

import dev.mandate.events.identity.AgentEvent.Delegators;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.identity.http.Field;
import dev.mandate.identity.identities.Requester;
import dev.mandate.messaging.http.ProblemException;
import dev.mandate.messaging.security.Caller;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Who may delegate to an agent. */
@Path("/agents/{id}/delegators")
public class DelegatorResource {
    private static final int MOST = 200;

    private final DelegatorRules rules;
    private final SecurityIdentity security;

    DelegatorResource(DelegatorRules rules, SecurityIdentity security) {
        this.rules = rules;
        this.security = security;
    }

    /**
     * @param who {@code OWNER} for who answers for the agent and his other agents, {@code LISTED} for these and those listed,
     *     {@code EVERYBODY}
     * @param listed with {@code LISTED}, 1 to 200 ids of people, or of agents that may hand on to it
     */
    public record Said(@Nullable Delegators who, @Nullable List<String> listed) {}

    /** @param listed empty but for {@code LISTED} */
    public record Now(Delegators who, List<IdentityId> listed) {
        static Now of(DelegatorRule rule) {
            return new Now(rule.who(), List.copyOf(new TreeSet<>(rule.listed())));
        }
    }

    /** As it counts now, for administrators and who answers for the agent. */
    @GET
    @WithSession
    @RolesAllowed("agents:read")
    public Uni<Now> get(@PathParam("id") String id) {
        return rules.find(known(id), requester()).map(found -> Now.of(found.orElseThrow(DelegatorResource::notFound)));
    }

    /**
     * Says who may delegate to the agent, instead of what was said before, for as long as its present owner answers for it: an administrator, or he himself. Delegations that
     * there are already go on until they end or are revoked.
     */
    @PUT
    @WithTransaction
    @RolesAllowed("agents:write")
    @APIResponse(responseCode = "409", description = "Nobody answers for the agent")
    public Uni<Now> say(@PathParam("id") String id, @Nullable Said body) {
        return rules.say(known(id), ruleOf(Field.body(body)), requester())
                .map(result -> result.fold(Now::of, DelegatorResource::refuse));
    }

    private static DelegatorRule ruleOf(Said said) {
        var who = Field.at("/who").required(said.who());
        if (who != Delegators.LISTED) {
            if (said.listed() != null && !said.listed().isEmpty())
                throw Field.at("/listed").problem("List nobody, or say LISTED");
            return new DelegatorRule(who, Set.of());
        }
        var listed = Field.at("/listed").filled(said.listed(), MOST);
        var ids = new HashSet<IdentityId>();
        for (var i = 0; i < listed.size(); i++) ids.add(Field.at("/listed/" + i).identity(listed.get(i)));
        return new DelegatorRule(who, ids);
    }

    private static Now refuse(Refusal refusal) {
        throw switch (refusal.kind()) {
            case UNKNOWN -> notFound();
            case CONFLICT -> new ProblemException(409, "unanswered-agent", refusal.title());
            case INVALID, FULL, NOT_ALLOWED -> new ProblemException(403, "not-owner", refusal.title());
        };
    }

    private Requester requester() {
        return Requester.of(Caller.of(security));
    }

    private static IdentityId known(String id) {
        return IdentityId.parse(id).filter(IdentityId::isAgent).orElseThrow(DelegatorResource::notFound);
    }

    private static ProblemException notFound() {
        return new ProblemException(404, "unknown-agent", "Name an agent that exists, and that you answer for");
    }
}
