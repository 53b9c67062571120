package dev.mandate.identity.registration;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.identity.browser.BrowserConfig;
import dev.mandate.identity.browser.Visit;
import dev.mandate.identity.http.OAuthResource;
import dev.mandate.messaging.result.Result;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/**
 * Where applications register themselves, where {@code mandate.registration.policy} lets them.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7591">RFC 7591</a>
 */
@Path("/oauth2/register")
public class RegistrationResource extends OAuthResource {
    private static final int LONGEST = 16 * 1024;
    private static final int PAUSE_SECONDS = 3_600;

    private final Registrations registrations;
    private final Reviews review;
    private final BrowserConfig config;

    RegistrationResource(Registrations registrations, Reviews review, BrowserConfig config) {
        this.registrations = registrations;
        this.review = review;
        this.config = config;
    }

    /**
     * What an application says of itself; of other members of RFC 7591 those are refused by which it would be given less, and the rest changes
     * nothing.
     *
     * @param redirectUris 1 to 10; those of the web and of private schemes at 3 places at most, which whoever signs in is shown
     * @param scope what it asks people for; without it all that such an application may
     * @param idTokenAlgorithm {@code RS256} (without it), {@code ES256} or {@code EdDSA}
     * @param softwareStatement of its publisher, who then says where people come back to
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Metadata(
            @JsonProperty("redirect_uris") List<String> redirectUris,

            @JsonProperty("post_logout_redirect_uris") @Nullable
            List<String> postLogoutRedirectUris,

            @JsonProperty("client_name") @Nullable String clientName,
            @JsonProperty("grant_types") @Nullable List<String> grantTypes,
            @JsonProperty("response_types") @Nullable List<String> responseTypes,
            @Nullable String scope,

            @JsonProperty("token_endpoint_auth_method") @Nullable
            String authenticationMethod,

            @JsonProperty("id_token_signed_response_alg") @Nullable
            String idTokenAlgorithm,

            @JsonProperty("software_statement") @Nullable String softwareStatement) {}

    /**
     * For anybody, by the policy; at most 16 KiB. It keeps no secret, whoever signs in to it is asked each time, and it ends when nobody uses
     * it. Where people look through it first, nobody signs in to it before two have agreed. What the answer has is what is registered.
     */
    @POST
    @PermitAll
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Register an application, RFC 7591")
    @RequestBody(content = @Content(schema = @Schema(implementation = Metadata.class)))
    @APIResponse(
            responseCode = "201",
            description = "Registered",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = RegistrationView.class)))
    @APIResponse(responseCode = "400", description = "What is wrong with it, by the codes of RFC 7591")
    @APIResponse(responseCode = "403", description = "Nobody registers himself here")
    @APIResponse(responseCode = "429", description = "Too many wait to be used already")
    public Uni<Response> register(String body, @Context RoutingContext context) {
        var said = read(body);
        var address = Visit.addressOf(context);
        return Panache.withTransaction(() -> said.chain(it -> registrations.register(it, address)))
                .call(result -> result.followedBy(review::asked))
                .map(result -> result.fold(
                        made -> answer(201, RegistrationView.of(made, said, config.issuer())),
                        RegistrationResource::refused));
    }

    static Result<ObjectNode, Fault> read(String body) {
        if (body.length() > LONGEST) return Result.refused(Fault.metadata("it is longer than " + LONGEST));
        try {
            return EventJson.mapper().readTree(body) instanceof ObjectNode object
                    ? Result.done(object)
                    : Result.refused(Fault.metadata("it is no JSON object"));
        } catch (JsonProcessingException e) {
            return Result.refused(Fault.metadata("it is no JSON object"));
        }
    }

    static Response refused(Fault fault) {
        return switch (fault.kind()) {
            case OFF, STOPPED -> refused(403, "access_denied", fault.why());
            case INVALID_TOKEN ->
                Response.fromResponse(refused(403, "invalid_token", fault.why()))
                        .status(401)
                        .header("WWW-Authenticate", "Bearer error=\"invalid_token\"")
                        .build();
            case TOO_MANY ->
                Response.fromResponse(refused(429, "temporarily_unavailable", fault.why()))
                        .header("Retry-After", PAUSE_SECONDS)
                        .build();
            default -> refused(400, fault.kind().name().toLowerCase(Locale.ROOT), fault.why());
        };
    }
}
