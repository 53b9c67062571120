package dev.mandate.identity.workloads;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.mandate.events.identity.Environment;
import dev.mandate.events.identity.WorkloadFacts;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.OwnedId;
import dev.mandate.identity.agents.Offer;
import dev.mandate.identity.agents.OfferRequest;
import dev.mandate.identity.agents.Offers;
import dev.mandate.identity.assertions.ClientKeys;
import dev.mandate.identity.clients.metadata.Scopes;
import dev.mandate.identity.http.Field;
import dev.mandate.identity.http.NewValidity;
import dev.mandate.identity.identities.Identities;
import dev.mandate.identity.identities.OwnedWorkloads;
import dev.mandate.identity.identities.Requester;
import dev.mandate.identity.workloads.Origins.Origin;
import dev.mandate.messaging.http.QueryParameters;
import dev.mandate.messaging.idempotency.http.Idempotent;
import dev.mandate.messaging.paging.Page;
import dev.mandate.messaging.security.Caller;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
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

/** Services, CI jobs and API keys as identities. None does anything that no person answers for. */
@Path("/workloads")
public class WorkloadResource {
    private final Workloads workloads;
    private final OwnedWorkloads owned;
    private final Offers offers;
    private final Identities identities;
    private final Origins origins;
    private final ClientKeys keys;
    private final SecurityIdentity security;
    private final InstantSource clock;

    WorkloadResource(
            Workloads workloads,
            OwnedWorkloads owned,
            Offers offers,
            Identities identities,
            Origins origins,
            ClientKeys keys,
            SecurityIdentity security,
            InstantSource clock) {
        this.workloads = workloads;
        this.owned = owned;
        this.offers = offers;
        this.identities = identities;
        this.origins = origins;
        this.keys = keys;
        this.security = security;
        this.clock = clock;
    }

    /**
     * @param purpose what it is for, a word that policies may use once it is confirmed
     * @param environment where it runs, a word such as {@code production}, 1 to 50 lower-case letters, digits, dots, hyphens and underscores;
     *     for policies as the purpose is
     * @param owner identity id of an active person; by default who registers it, if he is one
     * @param validFrom first instant at which it may act; without it at once
     * @param validUntil first instant at which it no longer may; without it there is no end
     * @param scopes the most that its tokens have: some of {@code decisions:evaluate} and {@code tools:call}; without it both
     * @param jwks its public keys for {@code private_key_jwt}; keys, secrets and bindings can be given later
     * @param jwksUri in place of them: an https address where it publishes them, and changes them by itself
     */
    public record NewWorkload(
            @Nullable String name,
            @Nullable String purpose,
            WorkloadFacts.@Nullable Kind kind,
            @Nullable String environment,
            @Nullable String owner,
            @Nullable Instant validFrom,
            @Nullable Instant validUntil,
            @Nullable List<String> scopes,
            @Nullable Map<String, Object> jwks,
            @Nullable String jwksUri) {}

    /** @param offer whom the owner has to accept; absent if he has registered it himself */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record RegisteredWorkload(
            @JsonUnwrapped WorkloadView workload,
            String clientId,
            @Nullable Offer offer) {}

    /**
     * A workload, and the account in another system that it was made of, as a file of an administrator told of it last.
     *
     * @param system where the account is; absent where it was made of none
     * @param externalId its name there; absent where it was made of none
     * @param lastUsed when the account was; absent where the file didn't say
     * @param offeredTo who is asked to answer for it; absent where nobody is
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record FoundWorkload(
            @JsonUnwrapped WorkloadView workload,
            @Nullable String system,
            @Nullable String externalId,
            @Nullable Instant lastUsed,
            @Nullable IdentityId offeredTo) {
        static FoundWorkload of(WorkloadView workload, Map<String, Origin> origins, Map<String, IdentityId> asked) {
            var origin = origins.get(workload.id());
            var offeredTo = asked.get(workload.id());
            return origin == null
                    ? new FoundWorkload(workload, null, null, null, offeredTo)
                    : new FoundWorkload(workload, origin.system(), origin.externalId(), origin.lastUsed(), offeredTo);
        }
    }

    /**
     * @param to identity id of the active person who is asked
     * @param endsAt until when he can accept; without it as long as offers may last
     */
    public record NewOffer(@Nullable String to, @Nullable Instant endsAt) {}

    /**
     * Registers a workload and its client; it is staged. With a person's own token it is his at once; for another person an administrator does
     * it, and it can't be put into use until that one accepts it. What an administrator registers is confirmed, so that policies go by its
     * purpose, kind and environment; what anybody registers himself they don't know by these until an administrator confirms it.
     */
    @POST
    @Idempotent
    @WithTransaction
    @RolesAllowed("workloads:write")
    @APIResponse(responseCode = "409", description = "The person answers for as many workloads as one may")
    public Uni<RegisteredWorkload> register(@Nullable NewWorkload body) {
        var by = requester();
        return workloads
                .register(registrationOf(Field.body(body), by), by)
                .map(result -> result.fold(
                        made -> new RegisteredWorkload(
                                WorkloadView.of(made.workload()),
                                made.workload().identity().value(),
                                made.offer()),
                        refused -> {
                            throw WorkloadTransitionResource.problem(refused, "/owner");
                        }));
    }

    /** One workload as it is now; one that is deleted isn't there any more. */
    @GET
    @Path("/{id}")
    @WithSession
    @RolesAllowed("workloads:read")
    public Uni<FoundWorkload> get(@PathParam("id") String id) {
        return identities
                .find(WorkloadTransitionResource.known(id))
                .map(found -> found.filter(state -> !state.deleted())
                        .map(WorkloadView::of)
                        .orElseThrow(WorkloadTransitionResource::notFound))
                .chain(view -> found(List.of(view.id())).map(it -> it.apply(view)));
    }

    /**
     * Workloads in the order in which they were made.
     *
     * @param ownerless true for those that nobody answers for, without what is retired
     * @param limit 1 to 200, by default 50
     * @param after {@code next} of the page before
     */
    @GET
    @WithSession
    @RolesAllowed("workloads:read")
    public Uni<Page<FoundWorkload>> list(
            @QueryParam("name") @Nullable String name,
            @QueryParam("owner") @Nullable String owner,
            @QueryParam("ownerless") @DefaultValue("false") boolean ownerless,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("after") @Nullable String after) {
        var page = QueryParameters.page(limit, after);
        var wanted = new OwnedWorkloads.Wanted(
                owner == null ? null : Field.at("owner").identity(owner),
                name == null ? null : Field.at("name").text(name, 200),
                ownerless);
        return owned.list(wanted, page)
                .map(found -> found.map(WorkloadView::of))
                .chain(listed -> found(
                                listed.items().stream().map(WorkloadView::id).toList())
                        .map(listed::map));
    }

    private Uni<Function<WorkloadView, FoundWorkload>> found(List<String> ids) {
        return origins.of(ids)
                .chain(known -> offers.askedOf(ids).map(asked -> view -> FoundWorkload.of(view, known, asked)));
    }

    /**
     * When it may act at all, compared with the clock, instead of what counted before: what is left out is without a bound from now on. By an
     * administrator; who answers for it only shortens its time.
     */
    @PUT
    @Path("/{id}/validity")
    @WithTransaction
    @RolesAllowed("workloads:write")
    @APIResponse(responseCode = "409", description = "It is retired")
    public Uni<WorkloadView> validity(@PathParam("id") String id, @Nullable NewValidity body) {
        var wanted = Field.body(body);
        return workloads
                .validity(WorkloadTransitionResource.known(id), wanted.changed(clock.instant()), requester())
                .map(WorkloadTransitionResource::answer);
    }

    /**
     * Offers a workload to a person, who answers for it once he accepts at {@code POST /offers/{id}/accept}; until then who did so before
     * does. By an administrator, or by who answers for it now.
     */
    @POST
    @Idempotent
    @Path("/{id}/offers")
    @WithTransaction
    @RolesAllowed("workloads:write")
    @APIResponse(
            responseCode = "409",
            description = "The person answers for it already, or for as many workloads as one may")
    public Uni<Offer> offer(@PathParam("id") String id, @Nullable NewOffer body) {
        var offer = Field.body(body);
        var request = new OfferRequest(
                OwnedId.of(WorkloadTransitionResource.known(id)),
                Field.at("/to").identity(offer.to()),
                offer.endsAt());
        return offers.make(request, requester())
                .map(result -> result.fold(Function.identity(), refused -> {
                    throw WorkloadTransitionResource.problem(new WorkloadRefusal.Rights(refused), "/to");
                }));
    }

    private Requester requester() {
        return Requester.of(Caller.of(security));
    }

    private Workloads.Registration registrationOf(NewWorkload body, Requester by) {
        return new Workloads.Registration(
                new OwnedWorkloads.Description(
                        Field.at("/name").unmistakable(Field.at("/name").line(body.name(), 100)),
                        Field.at("/purpose").line(body.purpose(), 100),
                        Field.at("/kind").required(body.kind()),
                        environment(body.environment()),
                        by.isAdministrator(),
                        new NewValidity(body.validFrom(), body.validUntil()).begun(clock.instant())),
                body.owner() == null && by.person().isPresent()
                        ? by.person().get()
                        : Field.at("/owner").identity(body.owner()),
                scopes(body.scopes()),
                Field.at(body.jwksUri() == null ? "/jwks" : "/jwksUri")
                        .parsed(body, it -> keys.checked(it.jwks(), it.jwksUri()))
                        .orElse(null));
    }

    private static String environment(@Nullable String asked) {
        var at = Field.at("/environment");
        var text = at.text(asked, 50);
        if (!Environment.is(text)) throw at.problem("Correct /environment: it " + Environment.RULE);
        return text;
    }

    private static Set<String> scopes(@Nullable List<String> asked) {
        if (asked == null) return Scopes.OF_WORKLOAD;
        var scopes = Field.at("/scopes").filled(asked, 10);
        for (var i = 0; i < scopes.size(); i++)
            if (!Scopes.OF_WORKLOAD.contains(scopes.get(i)))
                throw Field.at("/scopes/" + i).problem("Name one of " + Scopes.write(Scopes.OF_WORKLOAD));
        return Set.copyOf(scopes);
    }
}
