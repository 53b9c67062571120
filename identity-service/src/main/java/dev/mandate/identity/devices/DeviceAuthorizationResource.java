package dev.mandate.identity.devices;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.mandate.identity.authorize.ClientEndpointResource;
import dev.mandate.identity.authorize.ClientRequests;
import dev.mandate.identity.authorize.TaskRequests;
import dev.mandate.identity.browser.Site;
import dev.mandate.identity.browser.Visit;
import dev.mandate.identity.clients.Client;
import dev.mandate.identity.clients.metadata.GrantTypes;
import dev.mandate.identity.clients.metadata.Scopes;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.jspecify.annotations.Nullable;

/**
 * Where a program without a browser begins.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8628#section-3.1">RFC 8628 section 3.1</a>
 */
@Path("/oauth2/device_authorization")
public class DeviceAuthorizationResource extends ClientEndpointResource {
    /** Everything else may mean to narrow what is given. */
    private static final Set<String> UNDERSTOOD = Set.of("client_id", "scope", "authorization_details");

    private final DeviceRequests requests;
    private final Site site;

    DeviceAuthorizationResource(ClientRequests clients, DeviceRequests requests, Site site) {
        super(clients);
        this.requests = requests;
        this.site = site;
    }

    /** Beside the client's own authentication. */
    record RequestForm(
            @JsonProperty("client_id") @Nullable String clientId,
            @Nullable String scope,
            @JsonProperty("authorization_details") @Nullable String details,
            @JsonProperty("client_secret") @Nullable String clientSecret,
            @JsonProperty("client_assertion") @Nullable String clientAssertion,
            @JsonProperty("client_assertion_type") @Nullable String clientAssertionType) {}

    /**
     * As RFC 8628 section 3.2 names them.
     *
     * @param userCode what the person types
     * @param completeUri has it filled in
     * @param expiresIn seconds
     * @param interval seconds between two questions at the token endpoint
     */
    record Begun(
            @JsonProperty("device_code") String deviceCode,
            @JsonProperty("user_code") String userCode,
            @JsonProperty("verification_uri") String uri,
            @JsonProperty("verification_uri_complete") String completeUri,
            @JsonProperty("expires_in") long expiresIn,
            long interval) {
        static Begun of(DeviceRequests.Begun begun, String page) {
            var code = begun.userCode().shown();
            return new Begun(
                    begun.deviceCode(),
                    code,
                    page,
                    page + "?user_code=" + code,
                    begun.lifetime().toSeconds(),
                    begun.interval().toSeconds());
        }
    }

    /** For a client with the grant of devices, by its secret or key, a public one by its id. */
    @POST
    @PermitAll
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(summary = "Begin the sign-in of a person at a device without a browser, RFC 8628")
    @SecurityRequirement(name = "client")
    @RequestBody(
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_FORM_URLENCODED,
                            schema = @Schema(implementation = RequestForm.class)))
    @APIResponse(
            responseCode = "200",
            description = "The codes, and where the person types his",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Begun.class)))
    @APIResponse(responseCode = "400", description = "What is wrong with it")
    @APIResponse(responseCode = "401", description = "The client is not who it says, or is stopped")
    @APIResponse(responseCode = "429", description = "Too many devices wait already")
    public Uni<Response> begin(
            @HeaderParam("Authorization") @Nullable String authorization,
            @Context RoutingContext context,
            MultivaluedMap<String, String> form) {
        return asked(authorization, form, (client, asked) -> begin(client, asked, Visit.addressOf(context)));
    }

    private Uni<Response> begin(Client client, Map<String, List<String>> asked, String address) {
        if (!client.grants().contains(GrantTypes.DEVICE_CODE))
            return now(refused(400, "unauthorized_client", "the client is not registered for this grant"));
        for (var name : asked.keySet()) if (!UNDERSTOOD.contains(name)) return invalid(name + " is not supported");
        var scopes = Scopes.parse(asked.getOrDefault("scope", List.of("")).get(0));
        var details = asked.getOrDefault("authorization_details", List.of("")).get(0);
        var task = TaskRequests.of(client, details.isEmpty() ? null : details);
        var wrong = task.flatMap(read -> read.fold(good -> Optional.<String>empty(), Optional::of));
        if (wrong.isPresent()) return now(refused(400, TaskRequests.FAULT, wrong.get()));
        if (!(task.isPresent() ? Scopes.OF_DELEGATION : client.scopes()).containsAll(scopes))
            return now(refused(400, "invalid_scope", "the client isn't registered for one of these scopes"));
        return requests.begin(client, scopes, details.isEmpty() ? null : details, address)
                .map(begun -> begun.map(it -> answer(200, Begun.of(it, site.url() + "/device")))
                        .orElseGet(() -> refused(
                                429, "temporarily_unavailable", "too many devices wait already; ask again later")));
    }
}
