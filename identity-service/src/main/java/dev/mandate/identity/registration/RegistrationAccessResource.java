package dev.mandate.identity.registration;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mandate.identity.browser.BrowserConfig;
import dev.mandate.identity.http.OAuthResource;
import dev.mandate.identity.registration.Registrations.Registered;
import dev.mandate.messaging.result.Result;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/**
 * Where an application that registered itself reads, changes and ends that, by the {@code registration_access_token} that it was given.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7592">RFC 7592</a>
 */
@Path("/oauth2/register/{id}")
public class RegistrationAccessResource extends OAuthResource {
    private static final String BEARER = "bearer ";
    private static final Result<ObjectNode, Fault> NOTHING = Result.refused(Fault.request("nothing was sent"));

    private final RegistrationAccess access;
    private final Reviews review;
    private final BrowserConfig config;

    RegistrationAccessResource(RegistrationAccess access, Reviews review, BrowserConfig config) {
        this.access = access;
        this.review = review;
        this.config = config;
    }

    /** As it is registered. What it wants to be besides, and people haven't agreed to, isn't in it. */
    @GET
    @PermitAll
    @Operation(summary = "Read one's own registration, RFC 7592")
    @APIResponse(
            responseCode = "200",
            description = "As it is registered",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = RegistrationView.class)))
    @APIResponse(responseCode = "401", description = "The token is of no registration here, or of another")
    @APIResponse(responseCode = "403", description = "Nobody registers himself here")
    public Uni<Response> read(
            @PathParam("id") String id, @HeaderParam("Authorization") @Nullable String authorization) {
        return Panache.withTransaction(() -> access.read(id, token(authorization)))
                .map(result -> answer(result, NOTHING));
    }

    /**
     * Changes it to what is said: all of it, with {@code client_id}. What would be more than it is waits for people where its host or publisher
     * isn't known, and the answer has what is registered until then. The token is another one afterwards.
     */
    @PUT
    @PermitAll
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Change one's own registration, RFC 7592")
    @RequestBody(content = @Content(schema = @Schema(implementation = RegistrationResource.Metadata.class)))
    @APIResponse(
            responseCode = "200",
            description = "As it is registered now",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = RegistrationView.class)))
    @APIResponse(responseCode = "400", description = "What is wrong with it, by the codes of RFC 7591")
    @APIResponse(responseCode = "401", description = "The token is of no registration here, or of another")
    @APIResponse(
            responseCode = "403",
            description = "An administrator has stopped it, or nobody registers himself here")
    @APIResponse(responseCode = "429", description = "Too many wait for people already")
    public Uni<Response> update(
            @PathParam("id") String id, @HeaderParam("Authorization") @Nullable String authorization, String body) {
        var said = RegistrationResource.read(body);
        return Panache.withTransaction(() -> said.chain(it -> access.update(id, token(authorization), it)))
                .call(result -> result.followedBy(review::asked))
                .map(result -> answer(result, said));
    }

    /** Ends it: nobody signs in to it, and what people let it have doesn't count any more. */
    @DELETE
    @PermitAll
    @Operation(summary = "End one's own registration, RFC 7592")
    @APIResponse(responseCode = "204", description = "It has ended")
    @APIResponse(responseCode = "401", description = "The token is of no registration here, or of another")
    @APIResponse(
            responseCode = "403",
            description = "An administrator has stopped it, or nobody registers himself here")
    public Uni<Response> end(@PathParam("id") String id, @HeaderParam("Authorization") @Nullable String authorization) {
        return Panache.withTransaction(() -> access.end(id, token(authorization)))
                .map(result -> result.fold(
                        ignored -> Response.noContent()
                                .header("Cache-Control", "no-store")
                                .build(),
                        RegistrationResource::refused));
    }

    private Response answer(Result<Registered, Fault> result, Result<ObjectNode, Fault> said) {
        return result.fold(
                made -> answer(200, RegistrationView.of(made, said, config.issuer())), RegistrationResource::refused);
    }

    /** What is none is none that is known. */
    private static String token(@Nullable String authorization) {
        return authorization != null && authorization.toLowerCase(Locale.ROOT).startsWith(BEARER)
                ? authorization.substring(BEARER.length()).strip()
                : "";
    }
}
