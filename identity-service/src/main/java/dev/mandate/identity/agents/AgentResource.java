package dev.mandate.identity.agents;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.identity.clients.PublicKeys;
import dev.mandate.identity.http.Field;
import dev.mandate.identity.identities.Identities;
import dev.mandate.messaging.http.ProblemException;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Agents. Each has a person who answers for it, always. */
@Path("/agents")
public class AgentResource {
    private static final String STREAM = IdentityState.FAMILY.topic().name();

    private final Agents agents;
    private final Identities identities;

    AgentResource(Agents agents, Identities identities) {
        this.agents = agents;
        this.identities = identities;
    }

    /**
     * @param owner identity id of an active person
     * @param platform what runs it
     * @param purpose what it is for, a word that policies may use
     * @param jwks its public keys for {@code private_key_jwt}; without them a secret is made
     */
    public record NewAgent(
            @Nullable String name,
            @Nullable String owner,
            @Nullable String platform,
            @Nullable String purpose,
            @Nullable Map<String, Object> jwks) {}

    /** @param owner identity id of the active person who answers for it from now on */
    public record NewOwner(@Nullable String owner) {}

    /**
     * @param clientSecret shown this once; null for an agent with keys of its own
     * @param stream has under {@code key} what was done here, from {@code revision} on
     */
    public record RegisteredAgent(
            String id, String clientId, @Nullable String clientSecret, String stream, String key, long revision) {}

    /**
     * An agent after a write: beside its own members, where the record of it is.
     *
     * @param stream has under {@code key} what was done here, from the agent's {@code revision} on
     */
    public record Written(@JsonUnwrapped IdentityState agent, String stream, String key) {
        static Written of(IdentityState state) {
            return new Written(state, STREAM, state.identity().value());
        }
    }

    /** Registers an agent and its client. */
    @POST
    @WithTransaction
    @RolesAllowed("agents:write")
    public Uni<RegisteredAgent> register(@Nullable NewAgent body) {
        return agents.register(registrationOf(Field.at("/").required(body)))
                .map(registered -> registered.orElseThrow(AgentResource::inactiveOwner))
                .map(registered -> new RegisteredAgent(
                        registered.agent().identity().value(),
                        registered.client().clientId(),
                        registered.client().clientSecret(),
                        STREAM,
                        registered.agent().identity().value(),
                        registered.agent().revision()));
    }

    /** One agent as it is now. */
    @GET
    @Path("/{id}")
    @WithSession
    @RolesAllowed("agents:read")
    public Uni<IdentityState> get(@PathParam("id") String id) {
        return identities.find(known(id)).map(agent -> agent.orElseThrow(AgentResource::notFound));
    }

    /** Agents of this name or owner, at most 200. */
    @GET
    @WithSession
    @RolesAllowed("agents:read")
    public Uni<List<IdentityState>> list(
            @QueryParam("name") @Nullable String name, @QueryParam("owner") @Nullable String owner) {
        var found = owner != null
                ? identities.ownedBy(Field.at("owner").identity(owner))
                : identities.named(Field.at("name").text(name, 200));
        return found.map(list -> list.stream()
                .filter(agent -> agent.kind() == IdentityState.Kind.AGENT)
                .filter(agent -> name == null || agent.displayName().equalsIgnoreCase(name))
                .toList());
    }

    /** Makes an active person answer for an agent; one that was suspended since its owner left may act again. */
    @POST
    @Path("/{id}/owner")
    @WithTransaction
    @RolesAllowed("agents:write")
    public Uni<Written> accept(@PathParam("id") String id, @Nullable NewOwner body) {
        var agent = known(id);
        var owner = Field.at("/owner").identity(Field.at("/").required(body).owner());
        return agents.activeOwner(owner).chain(active -> {
            if (active.isEmpty()) throw inactiveOwner();
            return agents.accept(agent, active.get())
                    .map(state -> Written.of(state.orElseThrow(AgentResource::notFound)));
        });
    }

    private static Agents.Registration registrationOf(NewAgent body) {
        return new Agents.Registration(
                Field.at("/name").text(body.name(), 100),
                Field.at("/owner").identity(body.owner()),
                Field.at("/platform").text(body.platform(), 100),
                Field.at("/purpose").text(body.purpose(), 100),
                body.jwks() == null ? null : Field.at("/jwks").parsed(body.jwks(), PublicKeys::check));
    }

    private static IdentityId known(String id) {
        if (!id.startsWith(IdentityId.AGENT)) throw notFound();
        try {
            return new IdentityId(id);
        } catch (IllegalArgumentException e) {
            throw notFound();
        }
    }

    private static ProblemException inactiveOwner() {
        return Field.at("/owner").problem("Name an active person as the owner");
    }

    private static ProblemException notFound() {
        return new ProblemException(404, "unknown-agent", "Name an agent that exists");
    }
}
