package dev.mandate.identity.authorize;

import dev.mandate.events.identity.ClientState.Ended;
import dev.mandate.identity.authorize.IntrospectionResource.TokenForm;
import dev.mandate.identity.clients.Client;
import dev.mandate.identity.crossorigin.CrossOrigin;
import dev.mandate.identity.endings.TokenEndings;
import dev.mandate.identity.tokens.AccessTokens;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.jspecify.annotations.Nullable;

/**
 * An application gives back what it has.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7009">RFC 7009</a>
 */
@Path("/oauth2/revoke")
public class RevocationResource extends ClientEndpointResource {
    private final Authorizations authorizations;
    private final AccessTokens tokens;
    private final TokenEndings endings;
    private final CrossOrigin pages;

    RevocationResource(
            ClientRequests clients,
            Authorizations authorizations,
            AccessTokens tokens,
            TokenEndings endings,
            CrossOrigin pages) {
        super(clients);
        this.endings = endings;
        this.pages = pages;
        this.authorizations = authorizations;
        this.tokens = tokens;
    }

    /** @param active as introspection has it; clients need only the status */
    record Revoked(boolean active) {}

    /**
     * For a client: by a refresh token or an access token of what a person let it have all of that stops counting, refresh tokens and access tokens; any
     * other access token of its own stops by itself. A token of another client, or none, is answered alike.
     */
    @POST
    @PermitAll
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(summary = "Revoke a token, with all that a person let the client have by it")
    @SecurityRequirement(name = "client")
    @RequestBody(
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_FORM_URLENCODED,
                            schema = @Schema(implementation = TokenForm.class)))
    @APIResponse(
            responseCode = "200",
            description = "It doesn't count, or never did",
            content =
                    @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Revoked.class)))
    @APIResponse(responseCode = "400", description = "The client proves who it is in two ways")
    @APIResponse(responseCode = "401", description = "The client is not who it says, or is stopped")
    public Uni<Response> revoke(
            @HeaderParam("Authorization") @Nullable String authorization,
            @Context RoutingContext context,
            MultivaluedMap<String, String> form) {
        return pages.open(context, form)
                .chain(() -> asClient(
                        authorization,
                        form,
                        true,
                        asking -> revoke(Objects.requireNonNullElse(form.getFirst("token"), ""), asking)));
    }

    private Uni<Response> revoke(String token, Client asking) {
        var signed = tokens.read(token).filter(claims -> asking.id().equals(claims.getClaim("client_id")));
        if (signed.isEmpty())
            return authorizations
                    .ofRefreshToken(token)
                    .chain(found -> revoke(found, asking))
                    .map(ignored -> answer(200, new Revoked(false)));
        var authorization = Optional.ofNullable((String) signed.get().getClaim("authorization_id"));
        return (authorization.isEmpty()
                        ? endings.ended(Ended.TOKEN, signed.get().getJWTID())
                        : revoke(authorization, asking))
                .map(ignored -> answer(200, new Revoked(false)));
    }

    private Uni<Void> revoke(Optional<String> id, Client asking) {
        return id.map(it -> authorizations.revoke(it, asking.id(), "revoked_by_client"))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }
}
