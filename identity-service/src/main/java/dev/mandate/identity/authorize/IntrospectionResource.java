package dev.mandate.identity.authorize;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.mandate.identity.clients.MayAct;
import dev.mandate.identity.tokens.AccessTokens;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.jspecify.annotations.Nullable;

/**
 * Whether a token counts now.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7662">RFC 7662</a>
 */
@Path("/oauth2/introspect")
public class IntrospectionResource extends ClientEndpointResource {
    private final TokenStatus status;

    IntrospectionResource(ClientRequests clients, TokenStatus status) {
        super(clients);
        this.status = status;
    }

    /** What is sent, beside the client's own authentication. */
    record TokenForm(
            String token,
            @JsonProperty("token_type_hint") @Nullable String hint,
            @JsonProperty("client_id") @Nullable String clientId,
            @JsonProperty("client_secret") @Nullable String clientSecret,
            @JsonProperty("client_assertion") @Nullable String clientAssertion,
            @JsonProperty("client_assertion_type") @Nullable String clientAssertionType) {}

    /** @param jkt thumbprint of the key that the token is bound to, RFC 9449 section 6.2 */
    record Confirmation(String jkt) {}

    /** Who may act by the token, RFC 8693 section 4.4. */
    record Actor(String iss, String sub) {
        static @Nullable Actor of(@Nullable Object claim) {
            return claim instanceof Map<?, ?> said
                    ? new Actor(String.valueOf(said.get("iss")), String.valueOf(said.get("sub")))
                    : null;
        }
    }

    /** Members of RFC 7662 section 2.2; of a token that doesn't count {@code active} alone. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Introspection(
            boolean active,
            @Nullable String iss,
            @Nullable String sub,
            @Nullable List<String> aud,
            @Nullable Long iat,
            @Nullable Long exp,
            @Nullable String jti,
            @Nullable String scope,
            @JsonProperty("client_id") @Nullable String clientId,
            @JsonProperty("token_type") @Nullable String tokenType,
            @Nullable String sid,
            @Nullable String acr,
            @Nullable Confirmation cnf,
            @JsonProperty("may_act") @Nullable Actor mayAct) {
        static final Introspection INACTIVE =
                new Introspection(false, null, null, null, null, null, null, null, null, null, null, null, null, null);

        static Introspection of(JWTClaimsSet claims) {
            var bound = AccessTokens.boundTo(claims);
            return new Introspection(
                    true,
                    claims.getIssuer(),
                    claims.getSubject(),
                    claims.getAudience(),
                    claims.getIssueTime().toInstant().getEpochSecond(),
                    claims.getExpirationTime().toInstant().getEpochSecond(),
                    claims.getJWTID(),
                    (String) claims.getClaim("scope"),
                    (String) claims.getClaim("client_id"),
                    bound == null ? "Bearer" : "DPoP",
                    (String) claims.getClaim("sid"),
                    (String) claims.getClaim("acr"),
                    bound == null ? null : new Confirmation(bound),
                    Actor.of(claims.getClaim(MayAct.CLAIM)));
        }
    }

    /**
     * For a client, about its own access tokens and those for the resource that it serves; any other token is as inactive as one that
     * isn't there. Unlike a check of the signature it knows at once of a sign-out, a stop, a revoked authorization.
     */
    @POST
    @PermitAll
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Ask whether an access token counts")
    @SecurityRequirement(name = "client")
    @RequestBody(
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_FORM_URLENCODED,
                            schema = @Schema(implementation = TokenForm.class)))
    @APIResponse(
            responseCode = "200",
            description = "Whether it counts",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Introspection.class)))
    @APIResponse(responseCode = "400", description = "The client proves who it is in two ways")
    @APIResponse(responseCode = "401", description = "The client is not who it says, or is stopped")
    public Uni<Response> introspect(
            @HeaderParam("Authorization") @Nullable String authorization, MultivaluedMap<String, String> form) {
        return asClient(
                authorization,
                form,
                false,
                work -> ClientRequests.isKept(form)
                        ? Panache.withTransaction(() -> work)
                        : Panache.withSession(() -> work),
                asking -> status.of(Objects.requireNonNullElse(form.getFirst("token"), ""), asking)
                        .map(found -> answer(200, found.map(Introspection::of).orElse(Introspection.INACTIVE))));
    }
}
