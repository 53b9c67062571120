package dev.mandate.identity.clients;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.mandate.identity.assertions.ClientKeys;
import dev.mandate.identity.clients.metadata.GrantTypes;
import dev.mandate.identity.clients.metadata.Scopes;
import dev.mandate.identity.http.Field;
import dev.mandate.identity.identities.Requester;
import dev.mandate.identity.keys.SigningAlgorithm;
import dev.mandate.messaging.http.ProblemException;
import dev.mandate.messaging.idempotency.http.Idempotent;
import dev.mandate.messaging.proposals.Outcome;
import dev.mandate.messaging.proposals.ProposalResource;
import dev.mandate.messaging.proposals.ProposalView;
import dev.mandate.messaging.proposals.SecondPerson;
import dev.mandate.messaging.result.Result;
import dev.mandate.messaging.security.Caller;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
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

/** How clients of the token endpoint come to be. {@link ClientCredentialResource} says whether they get tokens. */
@Path("/clients")
public class ClientRegistrationResource {
    private final Clients clients;
    private final ClientAdministration administration;
    private final ClientKeys keys;
    private final OwnerlessClients ownerless;
    private final ClientOwners owners;
    private final ScopesToGive give;
    private final WiderClient wider;
    private final SecondPerson second;
    private final SecurityIdentity identity;

    ClientRegistrationResource(
            Clients clients,
            ClientAdministration administration,
            ClientKeys keys,
            OwnerlessClients ownerless,
            ClientOwners owners,
            ScopesToGive give,
            WiderClient wider,
            SecondPerson second,
            SecurityIdentity identity) {
        this.clients = clients;
        this.administration = administration;
        this.keys = keys;
        this.ownerless = ownerless;
        this.owners = owners;
        this.give = give;
        this.wider = wider;
        this.second = second;
        this.identity = identity;
    }

    /**
     * @param jwks public keys for {@code private_key_jwt}; without them a secret is made, unless it is public
     * @param jwksUri in place of them: an https address where it publishes them, and changes them by itself
     * @param redirectUris where people come back to it from signing in, exactly; at most 10. With them it is an application
     * @param postLogoutRedirectUris where they may go after signing out; at most 10
     * @param backchannelLogoutUri where it is told that somebody who signed in to it has signed out
     * @param grantTypes what it may use at the token endpoint; without them {@code authorization_code} and {@code refresh_token} for an
     *     application, and for others those that need no browser
     * @param isPublic true for an application that can keep no secret, such as one in a browser or on a phone
     * @param idTokenSignedResponseAlg of an application: what its ID and logout tokens are signed with, {@code ES256} (without it),
     *     {@code RS256} or {@code EdDSA}
     * @param withoutPkce true for an application that keeps a secret or a key and whose library sends no PKCE by itself; others have to
     * @param claimsInIdToken true for an application that reads ID tokens alone: they tell what its scopes do at userinfo
     * @param resource an absolute URI of what it serves, so that applications may ask for tokens for it
     * @param owner identity id of the active person who is to answer for it; without it the person who registers it does. One that a machine
     *     registers for nobody acts for a while ({@code mandate.ownerless-client-max-lifetime})
     * @param system true for a part of Mandate, which whoever has set it up keeps; the first client alone says so
     */
    public record NewClient(
            @Nullable String name,
            @Nullable List<String> scopes,
            @Nullable Map<String, Object> jwks,
            @Nullable String jwksUri,
            @Nullable List<String> redirectUris,
            @Nullable List<String> postLogoutRedirectUris,
            @Nullable String backchannelLogoutUri,
            @Nullable List<String> grantTypes,
            @JsonProperty("public") @Nullable Boolean isPublic,
            @Nullable String idTokenSignedResponseAlg,
            @Nullable Boolean withoutPkce,
            @Nullable Boolean claimsInIdToken,
            @Nullable String resource,
            @Nullable String owner,
            @Nullable Boolean system) {}

    /**
     * A client that was registered.
     *
     * @param clientSecret shown this once; null for one that signs with a key of its own
     * @param clientSecretEndsAt first instant at which it no longer counts; absent without one
     * @param offer whom the owner has to accept before the client gets tokens; absent if he has registered it himself
     * @param ownerNeededBy until when it acts where nobody answers for it; absent where somebody does, or is asked
     * @param waits the proposal to give it the scopes by which it reaches everybody, which it hasn't yet; absent where it has all
     */
    public record Registration(
            String clientId,
            @Nullable String clientSecret,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Instant clientSecretEndsAt,

            @JsonInclude(JsonInclude.Include.NON_NULL) ClientOwners.@Nullable Asked offer,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Instant ownerNeededBy,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            ProposalView waits) {
        static Registration of(Made made, @Nullable ProposalView waits) {
            var client = made.client();
            return new Registration(
                    client.clientId(),
                    client.clientSecret(),
                    client.secretEndsAt(),
                    made.offer(),
                    made.kept().until(),
                    waits);
        }
    }

    /** @param offer null where nobody is asked */
    private record Made(Clients.Registered client, Kept kept, ClientOwners.@Nullable Asked offer) {}

    /**
     * Registers a client; its secret, if it has one, is in this answer and nowhere else, and ends
     * ({@code mandate.client-secret-max-lifetime}). 403 for a scope that the client that
     * asks, or the token that it asks with, doesn't have: rights are handed on, never made. Scopes by which it reaches everybody, and those
     * of an application beyond {@code openid}, {@code profile}, {@code email} and {@code groups}, wait for people; it is registered without them.
     */
    @POST
    @Idempotent
    @WithTransaction
    @RolesAllowed("clients:write")
    @APIResponseSchema(Registration.class)
    @APIResponse(
            responseCode = "202",
            description = "It is registered, and some of its scopes wait for people at the address in Location",
            content = @Content(schema = @Schema(implementation = Registration.class)))
    @APIResponse(responseCode = "409", description = "Another client serves the resource")
    public Uni<Response> register(@Nullable NewClient body) {
        var client = Field.body(body);
        var name = Field.at("/name").unmistakable(Field.at("/name").line(client.name(), 100));
        var scopes = ClientResource.scopesOf(client.scopes());
        var jwks = Field.at(client.jwksUri() == null ? "/jwks" : "/jwksUri")
                .parsed(client, it -> keys.checked(it.jwks(), it.jwksUri()))
                .orElse(null);
        logoutUri(client.backchannelLogoutUri());
        var isPublic = Boolean.TRUE.equals(client.isPublic());
        var algorithm = client.idTokenSignedResponseAlg() == null
                ? null
                : Field.at("/idTokenSignedResponseAlg")
                        .parsed(client.idTokenSignedResponseAlg(), SigningAlgorithm::wanted);
        if (client.grantTypes() != null) Field.at("/grantTypes").parsed(client.grantTypes(), NewApplication::known);
        var application = Field.at("/redirectUris")
                .parsed(
                        client,
                        it -> Optional.ofNullable(NewApplication.of(
                                        it.redirectUris(),
                                        it.postLogoutRedirectUris(),
                                        it.backchannelLogoutUri(),
                                        it.grantTypes(),
                                        isPublic,
                                        jwks != null,
                                        algorithm,
                                        Boolean.TRUE.equals(it.withoutPkce())))
                                .map(made -> made.claimsInIdToken(Boolean.TRUE.equals(it.claimsInIdToken()))))
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
                : Field.at("/resource").parsed(client.resource(), NewApplication::webAddress);
        var browsing = new Clients.Browsing(grants, application, resource);
        var modest = scopes.stream()
                .filter(scope -> !WiderClient.isFar(scope, application != null))
                .collect(Collectors.toSet());
        var caller = Caller.of(identity);
        var by = Requester.of(caller);
        var owner = client.owner() == null ? null : Field.at("/owner").identity(client.owner());
        var ofSystem = Boolean.TRUE.equals(client.system());
        if (ofSystem && !by.by().subject().equals(ClientStart.ADMIN))
            throw new ProblemException(
                    403, "not-system", "Leave out system: only the first client registers parts of Mandate", "/system");
        return give.firstBeyond(caller, scopes)
                .invoke(ClientResource::requireNone)
                .chain(() -> free(resource))
                .chain(() ->
                        ofSystem ? Result.<Kept, ClientRefusal>nowDone(Kept.BY_SYSTEM) : ownerless.keeping(owner, by))
                .map(result -> result.fold(Function.identity(), ClientResource::<Kept>refuse))
                .chain(kept -> administration
                        .register(name, modest, jwks, browsing, kept, by)
                        .chain(made -> offered(made, kept, by)))
                .chain(made -> second.ask(
                                wider,
                                new WiderClient.Wanted(made.client().clientId(), Set.copyOf(scopes), null),
                                caller)
                        .map(result -> result.fold(Function.identity(), ClientResource::<Outcome<ClientView>>refuse))
                        .map(outcome -> answer(made, outcome)));
    }

    private Uni<Made> offered(Clients.Registered made, Kept kept, Requester by) {
        return kept.asked() == null
                ? Uni.createFrom().item(new Made(made, kept, null))
                : owners.ask(made.clientId(), kept.asked(), by).map(offer -> new Made(made, kept, offer));
    }

    static void logoutUri(@Nullable String uri) {
        if (uri != null) Field.at("/backchannelLogoutUri").parsed(uri, NewApplication::webAddress);
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

    private static Response answer(Made made, Outcome<ClientView> outcome) {
        if (outcome instanceof Outcome.Waits<ClientView> waits)
            return Response.fromResponse(ProposalResource.answer(outcome, 200, Function.identity()))
                    .entity(Registration.of(made, waits.proposal()))
                    .build();
        return ProposalResource.answer(outcome, 200, ignored -> Registration.of(made, null));
    }
}
