package dev.mandate.identity.agents;

import dev.mandate.events.identity.AgentEvent.Delegators;
import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.OwnedId;
import dev.mandate.identity.assertions.ClientKeys;
import dev.mandate.identity.clients.InteractiveAgent;
import dev.mandate.identity.delegations.DelegatorRule;
import dev.mandate.identity.http.Field;
import dev.mandate.identity.http.NewValidity;
import dev.mandate.identity.identities.Identities;
import dev.mandate.identity.identities.Requester;
import dev.mandate.messaging.http.ProblemException;
import dev.mandate.messaging.http.QueryParameters;
import dev.mandate.messaging.idempotency.http.Idempotent;
import dev.mandate.messaging.paging.Page;
import dev.mandate.messaging.security.Caller;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Agents. None does anything that no person answers for. {@link AgentStopResource} stops them. */
@Path("/agents")
public class AgentResource {
    static final String STREAM = IdentityState.FAMILY.topic().name();

    private final Agents agents;
    private final Offers offers;
    private final Identities identities;
    private final ClientKeys keys;
    private final SecurityIdentity security;
    private final InstantSource clock;

    AgentResource(
            Agents agents,
            Offers offers,
            Identities identities,
            ClientKeys keys,
            SecurityIdentity security,
            InstantSource clock) {
        this.agents = agents;
        this.offers = offers;
        this.identities = identities;
        this.keys = keys;
        this.security = security;
        this.clock = clock;
    }

    /**
     * @param owner identity id of an active person; by default who registers it, if he is one
     * @param platform what runs it
     * @param purpose what it is for, a word that policies may use; {@code administration}, by which shipped ones let an agent touch rights, only
     *     where an administrator registers it
     * @param jwks its public keys for {@code private_key_jwt}; without them a secret is made
     * @param jwksUri in place of them: an https address where it publishes them, and changes them by itself
     * @param redirectUris where people come back to it whom it asks for a task, exactly; at most 10, none for one that asks nobody
     * @param grantTypes what it uses beside those of machines: that of devices, where it asks people without a browser of its own
     * @param delegators who may delegate to it, {@code OWNER} (without it) or {@code EVERYBODY}; {@code PUT /agents/{id}/delegators}
     *     lists some
     * @param described what it is made of and how it runs; policies go by it where an administrator registers it, else once one has said the same
     *     by {@code PUT /agents/{id}/description}
     * @param validFrom first instant at which it may act; without it at once
     * @param validUntil first instant at which it no longer may; without it there is no end
     * @param parent id of the agent that makes it, for good: one that may act and that whoever registers this one answers for, or an administrator names, with at most two
     *     above it. While one above it may not act, neither may this one
     */
    public record NewAgent(
            @Nullable String name,
            @Nullable String owner,
            @Nullable String platform,
            @Nullable String purpose,
            @Nullable Map<String, Object> jwks,
            @Nullable String jwksUri,
            @Nullable List<String> redirectUris,
            @Nullable List<String> grantTypes,
            @Nullable Delegators delegators,
            @Nullable AgentDescriptionRequest described,
            @Nullable Instant validFrom,
            @Nullable Instant validUntil,
            @Nullable String parent) {}

    /**
     * @param to identity id of the active person who is asked
     * @param endsAt until when he can accept; without it as long as offers may last
     */
    public record NewOffer(@Nullable String to, @Nullable Instant endsAt) {}

    /**
     * @param clientSecret shown this once; null for an agent with keys of its own
     * @param clientSecretEndsAt first instant at which it no longer counts; null without one
     * @param status {@code ACTIVE} if its owner has registered it himself
     * @param offer whom the owner has to accept; null if he has registered it himself
     * @param stream has under {@code key} what was done here, from {@code revision} on
     */
    public record RegisteredAgent(
            String id,
            String clientId,
            @Nullable String clientSecret,
            @Nullable Instant clientSecretEndsAt,
            IdentityState.Status status,
            @Nullable Offer offer,
            String stream,
            String key,
            long revision) {
        static RegisteredAgent of(Agents.Registered registered) {
            var agent = registered.agent();
            var id = agent.identity().value();
            return new RegisteredAgent(
                    id,
                    registered.client().clientId(),
                    registered.client().clientSecret(),
                    registered.client().secretEndsAt(),
                    agent.status(),
                    registered.offer(),
                    STREAM,
                    id,
                    agent.revision());
        }
    }

    /**
     * Registers an agent and its client. With a person's own token it is his at once; for another person an administrator does it,
     * and it does nothing until that one accepts it.
     */
    @POST
    @Idempotent
    @WithTransaction
    @RolesAllowed("agents:write")
    @APIResponse(responseCode = "409", description = "The person answers for as many agents as one may")
    public Uni<RegisteredAgent> register(@Nullable NewAgent body) {
        var by = requester();
        return agents.register(registrationOf(Field.body(body), by), by)
                .map(result -> result.fold(RegisteredAgent::of, refused -> {
                    throw OfferResource.problem(refused, "agent", "/owner");
                }));
    }

    /** One agent as it is now. */
    @GET
    @Path("/{id}")
    @WithSession
    @RolesAllowed("agents:read")
    public Uni<AgentView> get(@PathParam("id") String id) {
        var agent = known(id);
        return identities
                .snapshot(Set.of(agent))
                .map(snapshot -> AgentView.of(agent, snapshot).orElseThrow(AgentResource::notFound));
    }

    /**
     * Agents of this name, owner or both, in the order in which they were made.
     *
     * @param limit 1 to 200, by default 50
     * @param after {@code next} of the page before
     */
    @GET
    @WithSession
    @RolesAllowed("agents:read")
    public Uni<Page<AgentView>> list(
            @QueryParam("name") @Nullable String name,
            @QueryParam("owner") @Nullable String owner,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("after") @Nullable String after) {
        var page = QueryParameters.page(limit, after);
        var of = owner == null ? null : Field.at("owner").identity(owner);
        var named = name == null && of != null ? null : Field.at("name").text(name, 200);
        return identities
                .agents(of, named, page)
                .chain(found -> identities
                        .snapshot(found.items().stream()
                                .map(IdentityState::identity)
                                .toList())
                        .map(snapshot -> found.map(agent -> AgentView.of(agent, snapshot))));
    }

    /**
     * Offers an agent to a person, who answers for it once he accepts; until then who did so before does. By an administrator, or
     * by who answers for it now. An offer of this agent that nobody has taken yet is replaced.
     */
    @POST
    @Idempotent
    @Path("/{id}/offers")
    @WithTransaction
    @RolesAllowed("agents:write")
    @APIResponse(
            responseCode = "409",
            description = "The person answers for it already, or for as many agents as one may")
    public Uni<Offer> offer(@PathParam("id") String id, @Nullable NewOffer body) {
        var offer = Field.body(body);
        var request = new OfferRequest(OwnedId.of(known(id)), Field.at("/to").identity(offer.to()), offer.endsAt());
        return offers.make(request, requester())
                .map(result -> result.fold(Function.identity(), refused -> {
                    throw OfferResource.problem(refused, "agent", "/to");
                }));
    }

    private Requester requester() {
        return Requester.of(Caller.of(security));
    }

    private Agents.Registration registrationOf(NewAgent body, Requester by) {
        return new Agents.Registration(
                Field.at("/name").unmistakable(Field.at("/name").text(body.name(), 100)),
                body.owner() == null && by.person().isPresent()
                        ? by.person().get()
                        : Field.at("/owner").identity(body.owner()),
                Field.at("/platform").text(body.platform(), 100),
                Field.at("/purpose").text(body.purpose(), 100),
                Field.at(body.jwksUri() == null ? "/jwks" : "/jwksUri")
                        .parsed(body, it -> keys.checked(it.jwks(), it.jwksUri()))
                        .orElse(null),
                Field.at("/redirectUris")
                        .parsed(body, it -> InteractiveAgent.of(it.redirectUris(), it.grantTypes()))
                        .orElse(null),
                delegators(body.delegators()),
                new Agents.Said(
                        AgentTermsResource.described(body.described(), "/described"),
                        by.isAdministrator(),
                        new NewValidity(body.validFrom(), body.validUntil()).begun(clock.instant()),
                        body.parent() == null
                                ? null
                                : Field.at("/parent").parsed(body.parent(), AgentResource::agent)));
    }

    private static DelegatorRule delegators(@Nullable Delegators who) {
        if (who == null) return DelegatorRule.OWNER;
        if (who == Delegators.LISTED)
            throw Field.at("/delegators").problem("Say OWNER or EVERYBODY, and list some afterwards");
        return new DelegatorRule(who, Set.of());
    }

    private static IdentityId agent(String id) {
        return IdentityId.parse(id)
                .filter(IdentityId::isAgent)
                .orElseThrow(() -> new IllegalArgumentException("it is no agent's id"));
    }

    static IdentityId known(String id) {
        return IdentityId.parse(id).filter(IdentityId::isAgent).orElseThrow(AgentResource::notFound);
    }

    private static ProblemException notFound() {
        return OfferResource.problem(AgentRefusal.UNKNOWN_AGENT, "agent", null);
    }
}
