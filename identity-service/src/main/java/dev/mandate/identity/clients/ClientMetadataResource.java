package dev.mandate.identity.clients;

import dev.mandate.identity.assertions.ClientKeys;
import dev.mandate.identity.clients.metadata.RedirectUris;
import dev.mandate.identity.http.Field;
import dev.mandate.identity.keys.SigningAlgorithm;
import dev.mandate.messaging.http.ProblemException;
import dev.mandate.messaging.proposals.Outcome;
import dev.mandate.messaging.proposals.ProposalResource;
import dev.mandate.messaging.proposals.ProposalView;
import dev.mandate.messaging.proposals.SecondPerson;
import dev.mandate.messaging.security.Caller;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** What a client is, after it was registered. */
@Path("/clients/{id}")
public class ClientMetadataResource {
    private static final String SECRET = "client_secret_basic";
    private static final String KEYS = "private_key_jwt";

    private final OtherMetadata metadata;
    private final ClientKeys keys;
    private final SecondPerson second;
    private final SecurityIdentity identity;

    ClientMetadataResource(OtherMetadata metadata, ClientKeys keys, SecondPerson second, SecurityIdentity identity) {
        this.metadata = metadata;
        this.keys = keys;
        this.second = second;
        this.identity = identity;
    }

    /**
     * Of a client what is to be otherwise; what is left out stays as it is.
     *
     * @param name one line, 100 characters at most
     * @param grantTypes all that it may use at the token endpoint from now on
     * @param redirectUris all addresses where people come back to it from signing in, exactly; at most 10
     * @param authentication {@code private_key_jwt}, with {@code jwks} or {@code jwksUri}, or {@code client_secret_basic}: one that had keys has no secret before one
     *     is made ({@code POST /clients/{id}/secrets})
     * @param jwks its public keys instead of those, or the secrets, that it has: these don't count any more, and neither do its tokens
     * @param jwksUri in place of {@code jwks}: an https address where it publishes them, and changes them by itself
     * @param idTokenSignedResponseAlg of an application: {@code ES256}, {@code RS256} or {@code EdDSA}
     * @param withoutPkce whether an application that keeps a secret or a key may ask for codes without PKCE
     * @param claimsInIdToken whether an application's ID tokens tell what its scopes do at userinfo
     * @param reason may be left out
     */
    public record ClientChange(
            @Nullable String name,
            @Nullable List<String> grantTypes,
            @Nullable List<String> redirectUris,
            @Nullable String authentication,
            @Nullable Map<String, Object> jwks,
            @Nullable String jwksUri,
            @Nullable String idTokenSignedResponseAlg,
            @Nullable Boolean withoutPkce,
            @Nullable Boolean claimsInIdToken,
            @Nullable String reason) {}

    /**
     * Changes what a client is: its name, grants, keys and how codes and ID tokens are given to it. One grant or address more, another name and
     * codes without PKCE wait for people where it gets more of who signs in to it than who he is, exchanges his tokens, or is to, or reaches everybody;
     * so do other keys of one that reaches everybody. A grant that it has no more gives no token any more; those that it gave count until their end. Scopes, where people go after signing
     * out and secrets are changed by what is below this path; whether it is public never is.
     */
    @PATCH
    @RolesAllowed("clients:write")
    @APIResponseSchema(ClientView.class)
    @APIResponse(
            responseCode = "202",
            description = ProposalResource.WAITS,
            content = @Content(schema = @Schema(implementation = ProposalView.class)))
    @APIResponse(
            responseCode = "409",
            description =
                    "It is an agent's, a workload's or configuration's, or says itself what it is; or this doesn't go together")
    public Uni<Response> change(@PathParam("id") String id, @Nullable ClientChange body) {
        var change = Field.body(body);
        return second.ask(metadata, wanted(id, change), Caller.of(identity))
                .map(result -> result.fold(Function.identity(), ClientMetadataResource::<Outcome<ClientView>>refuse))
                .map(outcome -> ProposalResource.answer(outcome, 200, Function.identity()));
    }

    private OtherMetadata.Wanted wanted(String id, ClientChange change) {
        var jwks = Field.at(change.jwksUri() == null ? "/jwks" : "/jwksUri")
                .parsed(change, it -> keys.checked(it.jwks(), it.jwksUri()))
                .orElse(null);
        var how = change.authentication();
        if (how != null && !how.equals(SECRET) && !how.equals(KEYS))
            throw Field.at("/authentication").problem("Name " + SECRET + " or " + KEYS);
        if (KEYS.equals(how)) Field.at("/jwks").required(jwks);
        if (SECRET.equals(how) && jwks != null)
            throw Field.at("/jwks").problem("Leave jwks and jwksUri out: a client with a secret has none");
        var addresses = change.redirectUris();
        if (addresses != null) Field.at("/redirectUris").filled(addresses, RedirectUris.MOST);
        if (change.grantTypes() != null) Field.at("/grantTypes").parsed(change.grantTypes(), NewApplication::known);
        return new OtherMetadata.Wanted(
                id,
                change.name() == null
                        ? null
                        : Field.at("/name").unmistakable(Field.at("/name").line(change.name(), 100)),
                change.grantTypes() == null ? null : Set.copyOf(change.grantTypes()),
                addresses == null ? null : Field.at("/redirectUris").parsed(addresses, NewApplication::checked),
                SECRET.equals(how) ? true : null,
                jwks,
                change.idTokenSignedResponseAlg() == null
                        ? null
                        : Field.at("/idTokenSignedResponseAlg")
                                .parsed(change.idTokenSignedResponseAlg(), SigningAlgorithm::wanted),
                change.withoutPkce(),
                change.claimsInIdToken(),
                Field.at("/reason").optionalReason(change.reason()));
    }

    private static <T> T refuse(OtherMetadata.Unfit unfit) {
        if (unfit.words() == null) return ClientResource.refuse(unfit.why());
        throw new ProblemException(
                409, "unfit", "Change together what goes together: " + unfit.words(), null, unfit.words());
    }
}
