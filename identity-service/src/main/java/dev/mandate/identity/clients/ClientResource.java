package dev.mandate.identity.clients;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.mandate.events.administration.Reason;
import dev.mandate.identity.http.Field;
import dev.mandate.identity.identities.Requester;
import dev.mandate.messaging.http.ProblemException;
import dev.mandate.messaging.paging.Page;
import dev.mandate.messaging.proposals.Outcome;
import dev.mandate.messaging.proposals.ProposalResource;
import dev.mandate.messaging.proposals.ProposalView;
import dev.mandate.messaging.proposals.SecondPerson;
import dev.mandate.messaging.result.Result;
import dev.mandate.messaging.security.Caller;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** Clients of the token endpoint: services, gateways, operators' tools. {@link ClientCredentialResource} says whether they get tokens. */
@Path("/clients")
public class ClientResource {
    private final Clients clients;
    private final ClientAdministration administration;
    private final WiderClient wider;
    private final SecondPerson second;
    private final ClientStore store;
    private final SecurityIdentity identity;

    ClientResource(
            Clients clients,
            ClientAdministration administration,
            WiderClient wider,
            SecondPerson second,
            ClientStore store,
            SecurityIdentity identity) {
        this.clients = clients;
        this.administration = administration;
        this.wider = wider;
        this.second = second;
        this.store = store;
        this.identity = identity;
    }

    /**
     * @param jwks public keys for {@code private_key_jwt}; without them a secret is made, unless it is public
     * @param redirectUris where people come back to it from signing in, exactly; at most 10. With them it is an application
     * @param postLogoutRedirectUris where they may go after signing out; at most 10
     * @param grantTypes what it may use at the token endpoint; without them {@code authorization_code} and {@code refresh_token} for an
     *     application, and for others those that need no browser
     * @param isPublic true for an application that can keep no secret, such as one in a browser or on a phone
     * @param resource an absolute URI of what it serves, so that applications may ask for tokens for it
     */
    public record NewClient(
            @Nullable String name,
            @Nullable List<String> scopes,
            @Nullable Map<String, Object> jwks,
            @Nullable List<String> redirectUris,
            @Nullable List<String> postLogoutRedirectUris,
            @Nullable List<String> grantTypes,
            @JsonProperty("public") @Nullable Boolean isPublic,
            @Nullable String resource) {}

    /** @param reason may be left out */
    public record NewScopes(
            @Nullable List<String> scopes, @Nullable String reason) {}

    /**
     * A client that was registered.
     *
     * @param clientSecret shown this once; null for one that signs with a key of its own
     * @param waits the proposal to give it the scopes by which it reaches everybody, which it hasn't yet; absent where it has all
     */
    public record Registration(
            String clientId,
            @Nullable String clientSecret,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            ProposalView waits) {}

    /**
     * Registers a client; its secret, if it has one, is in this answer and nowhere else. 403 for a scope that the client that
     * asks, or the token that it asks with, doesn't have: rights are handed on, never made. Scopes by which it reaches everybody, and those
     * of an application beyond {@code openid}, {@code profile} and {@code email}, wait for people; it is registered without them.
     */
    @POST
    @WithTransaction
    @RolesAllowed("clients:write")
    @APIResponseSchema(Registration.class)
    @APIResponse(
            responseCode = "202",
            description = "It is registered, and some of its scopes wait for people at the address in Location",
            content = @Content(schema = @Schema(implementation = Registration.class)))
    @APIResponse(responseCode = "409", description = "Another client serves the resource")
    public Uni<Response> register(@Nullable NewClient body) {
        var client = Field.at("/").required(body);
        var name = Field.at("/name").line(client.name(), 100);
        var scopes = scopesOf(client.scopes());
        var jwks = client.jwks() == null ? null : Field.at("/jwks").parsed(client.jwks(), PublicKeys::check);
        var isPublic = Boolean.TRUE.equals(client.isPublic());
        var application = Field.at("/redirectUris")
                .parsed(
                        client,
                        it -> Optional.ofNullable(NewApplication.of(
                                it.redirectUris(),
                                it.postLogoutRedirectUris(),
                                it.grantTypes(),
                                isPublic,
                                jwks != null)))
                .orElse(null);
        var grants = Field.at("/grantTypes")
                .parsed(client, it -> Optional.ofNullable(NewApplication.grants(it.grantTypes(), application)))
                .orElse(null);
        if (application == null
                && client.grantTypes() == null
                && client.resource() == null
                && scopes.stream().anyMatch(Scopes.OF_PROFILE::contains))
            throw Field.at("/redirectUris")
                    .problem("Say in redirectUris where people come back to from signing in; a client without a browser"
                            + " names its grantTypes, a device's is " + GrantTypes.DEVICE_CODE);
        var resource = client.resource() == null
                ? null
                : Field.at("/resource").parsed(client.resource(), NewApplication::resource);
        var browsing = new Clients.Browsing(grants, application, resource);
        var modest = scopes.stream()
                .filter(scope -> !WiderClient.isFar(scope, application != null))
                .collect(Collectors.toSet());
        return withinOwn(scopes)
                .chain(() -> free(resource))
                .chain(() -> administration.register(name, modest, jwks, browsing, requester()))
                .chain(made -> second.ask(
                                wider, new WiderClient.Wanted(made.clientId(), Set.copyOf(scopes), null), caller())
                        .map(result -> result.fold(Function.identity(), ClientResource::<Outcome<ClientView>>refuse))
                        .map(outcome -> answer(made, outcome)));
    }

    private Uni<Void> free(@Nullable String resource) {
        if (resource == null) return Uni.createFrom().voidItem();
        return clients.isTaken(resource)
                .invoke(taken -> {
                    if (taken)
                        throw new ProblemException(
                                409, "resource-taken", "Name a resource that no other client serves", "/resource");
                })
                .replaceWithVoid();
    }

    private static Response answer(Clients.Registered made, Outcome<ClientView> outcome) {
        if (outcome instanceof Outcome.Waits<ClientView> waits)
            return Response.fromResponse(ProposalResource.answer(outcome, 200, Function.identity()))
                    .entity(new Registration(made.clientId(), made.clientSecret(), waits.proposal()))
                    .build();
        return ProposalResource.answer(
                outcome, 200, ignored -> new Registration(made.clientId(), made.clientSecret(), null));
    }

    /** One client as it is now. */
    @GET
    @Path("/{id}")
    @WithSession
    @RolesAllowed("clients:read")
    public Uni<ClientView> get(@PathParam("id") String id) {
        return store.findById(id).map(row -> {
            if (row == null) throw problem(ClientRefusal.UNKNOWN);
            return ClientView.of(row);
        });
    }

    /**
     * Clients in the order in which they were made, agents' too.
     *
     * @param name only those of this name
     * @param limit 1 to 200, by default 50
     * @param after {@code next} of the page before
     */
    @GET
    @WithSession
    @RolesAllowed("clients:read")
    public Uni<Page<ClientView>> list(
            @QueryParam("name") @Nullable String name,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("after") @Nullable String after) {
        var page = Field.page(limit, after);
        var named = name == null ? null : Field.at("name").text(name, 100);
        return store.page(named, page).map(rows -> page.of(rows, row -> row.id).map(ClientView::of));
    }

    /**
     * What a client's tokens have at most from now on; what it may not have any more, it has in no token any more. 403 for a scope that
     * the client that asks, or the token that it asks with, doesn't have. More scopes by which it reaches everybody, or gets more of who
     * signs in to it than who he is, wait for people.
     */
    @PUT
    @Path("/{id}/scopes")
    @WithTransaction
    @RolesAllowed("clients:write")
    @APIResponseSchema(ClientView.class)
    @APIResponse(
            responseCode = "202",
            description = ProposalResource.WAITS,
            content = @Content(schema = @Schema(implementation = ProposalView.class)))
    @APIResponse(responseCode = "409", description = "It is an agent's, or the first client's")
    public Uni<Response> scopes(@PathParam("id") String id, @Nullable NewScopes body) {
        var change = Field.at("/").required(body);
        var scopes = scopesOf(change.scopes());
        var reason = optionalReason(change.reason());
        return withinOwn(scopes)
                .chain(() -> second.ask(wider, new WiderClient.Wanted(id, Set.copyOf(scopes), reason), caller()))
                .map(result -> result.fold(Function.identity(), ClientResource::<Outcome<ClientView>>refuse))
                .map(outcome -> ProposalResource.answer(outcome, 200, Function.identity()));
    }

    private static List<String> scopesOf(@Nullable List<String> asked) {
        var scopes = Field.at("/scopes").filled(asked, 50);
        for (var i = 0; i < scopes.size(); i++) {
            if (!Scopes.all().contains(scopes.get(i))) {
                throw Field.at("/scopes/" + i).problem("Name one of " + Scopes.write(Scopes.all()));
            }
        }
        return scopes;
    }

    /**
     * A person has no client; what he may, his roles say, and so does his token. Scopes of OpenID Connect are nobody's to hand on: they
     * give what somebody lets the application know when he signs in to it.
     */
    private Uni<Void> withinOwn(List<String> scopes) {
        var caller = caller();
        requireWithin(caller.scopes(), scopes);
        if (requester().person().isPresent()) return Uni.createFrom().voidItem();
        return clients.find(caller.clientId())
                .invoke(asking -> requireWithin(asking.map(Client::scopes).orElse(Set.of()), scopes))
                .replaceWithVoid();
    }

    private static void requireWithin(Set<String> own, List<String> scopes) {
        for (var i = 0; i < scopes.size(); i++) {
            if (own.contains(scopes.get(i)) || Scopes.OF_PROFILE.contains(scopes.get(i))) continue;
            throw new ProblemException(
                    403, "beyond-own-scopes", "Give only scopes that your own client and token have", "/scopes/" + i);
        }
    }

    static @Nullable Reason optionalReason(@Nullable String reason) {
        return reason == null ? null : Field.at("/reason").reason(reason);
    }

    private Caller caller() {
        return Caller.of(identity);
    }

    private Requester requester() {
        return Requester.of(caller());
    }

    private static Uni<ClientView> answer(Uni<Result<ClientView, ClientRefusal>> done) {
        return done.map(result -> result.fold(Function.identity(), ClientResource::refuse));
    }

    static <T> T refuse(ClientRefusal refusal) {
        throw problem(refusal);
    }

    private static ProblemException problem(ClientRefusal refusal) {
        return switch (refusal) {
            case UNKNOWN -> new ProblemException(404, "unknown-client", "Name a client that exists");
            case OWN_CLIENT ->
                new ProblemException(409, "own-client", "Use another client, since a stopped one can't resume itself");
            case AGENT ->
                new ProblemException(
                        409, "agent", "Stop or resume an agent by POST /agents/{id}/stop or /agents/{id}/resume");
            case NO_APPLICATION ->
                new ProblemException(409, "no-application", "Name an application; one is registered with redirectUris");
            case HAS_KEYS ->
                new ProblemException(409, "has-keys", "Name a client with a secret; this one signs with its own key");
            case CONFIGURED ->
                new ProblemException(
                        409,
                        "configured",
                        "Change mandate.bootstrap-admin-secret or mandate.console.client-secret and start the service");
            case BAD_OVERLAP ->
                new ProblemException(
                        400,
                        "bad-overlap",
                        "Choose an overlap of at most " + ClientAdministration.LONGEST_OVERLAP,
                        "/overlap");
        };
    }
}
