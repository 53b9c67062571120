package dev.mandate.identity.authorize;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.mandate.identity.browser.BrowserConfig;
import dev.mandate.identity.browser.Site;
import dev.mandate.identity.clients.metadata.GrantTypes;
import dev.mandate.identity.clients.metadata.Scopes;
import dev.mandate.identity.documents.ClientDocuments;
import dev.mandate.identity.keys.SigningAlgorithm;
import dev.mandate.identity.registration.UnregisteredApplications;
import dev.mandate.identity.sessions.SignInProof;
import dev.mandate.identity.tasks.TaskDetails;
import dev.mandate.messaging.http.OpenQuery;
import dev.mandate.messaging.security.Signatures;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/**
 * What this authorization server and OpenID provider can do.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8414">RFC 8414</a>
 * @see <a href="https://openid.net/specs/openid-connect-discovery-1_0.html">OpenID Connect Discovery 1.0</a>
 */
@OpenQuery
@Path("/.well-known")
public class MetadataResource {
    private static final List<String> CLIENT_AUTHENTICATION =
            List.of("private_key_jwt", "client_secret_basic", "client_secret_post");
    private static final List<String> ALGORITHMS = Signatures.ALGORITHMS;

    private final Metadata metadata;

    MetadataResource(
            BrowserConfig config, Site site, ClientDocuments documents, UnregisteredApplications unregistered) {
        this.metadata = metadata(config.issuer(), site.url(), documents.isOn(), unregistered.register());
    }

    /** Members as RFC 8414 section 2 and OpenID Connect Discovery section 3 name them. */
    record Metadata(
            String issuer,
            @JsonProperty("authorization_endpoint") String authorizationEndpoint,
            @JsonProperty("token_endpoint") String tokenEndpoint,
            @JsonProperty("userinfo_endpoint") String userInfoEndpoint,

            @JsonProperty("pushed_authorization_request_endpoint")
            String pushedRequestEndpoint,

            @JsonProperty("registration_endpoint") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String registrationEndpoint,

            @JsonProperty("device_authorization_endpoint") String deviceEndpoint,
            @JsonProperty("introspection_endpoint") String introspectionEndpoint,
            @JsonProperty("revocation_endpoint") String revocationEndpoint,
            @JsonProperty("end_session_endpoint") String endSessionEndpoint,
            @JsonProperty("jwks_uri") String keys,
            @JsonProperty("response_types_supported") List<String> responseTypes,
            @JsonProperty("response_modes_supported") List<String> responseModes,
            @JsonProperty("grant_types_supported") List<String> grantTypes,

            @JsonProperty("token_endpoint_auth_methods_supported")
            List<String> tokenAuthentication,

            @JsonProperty("token_endpoint_auth_signing_alg_values_supported")
            List<String> tokenAlgorithms,

            @JsonProperty("introspection_endpoint_auth_methods_supported")
            List<String> introspectionAuthentication,

            @JsonProperty("introspection_endpoint_auth_signing_alg_values_supported")
            List<String> introspectionAlgorithms,

            @JsonProperty("revocation_endpoint_auth_methods_supported")
            List<String> revocationAuthentication,

            @JsonProperty("revocation_endpoint_auth_signing_alg_values_supported")
            List<String> revocationAlgorithms,

            @JsonProperty("dpop_signing_alg_values_supported")
            List<String> proofAlgorithms,

            @JsonProperty("client_attestation_signing_alg_values_supported")
            List<String> attestationAlgorithms,

            @JsonProperty("client_attestation_pop_signing_alg_values_supported")
            List<String> possessionAlgorithms,

            @JsonProperty("client_attestation_pop_methods_supported")
            List<String> possessionMethods,

            @JsonProperty("code_challenge_methods_supported")
            List<String> challengeMethods,

            @JsonProperty("authorization_response_iss_parameter_supported")
            boolean issuerInResponse,

            @JsonProperty("scopes_supported") List<String> scopes,
            @JsonProperty("subject_types_supported") List<String> subjectTypes,

            @JsonProperty("id_token_signing_alg_values_supported")
            List<String> idTokenAlgorithms,

            @JsonProperty("acr_values_supported") List<String> acrValues,
            @JsonProperty("prompt_values_supported") List<String> prompts,
            @JsonProperty("claims_supported") List<String> claims,

            @JsonProperty("claims_parameter_supported") boolean claimsParameter,

            @JsonProperty("request_parameter_supported") boolean requestParameter,

            @JsonProperty("request_uri_parameter_supported") boolean requestUriParameter,

            @JsonProperty("subject_token_types_supported") List<String> subjectTokenTypes,

            @JsonProperty("identity_chaining_requested_token_types_supported")
            List<String> chainingTokenTypes,

            @JsonProperty("authorization_grant_profiles_supported")
            List<String> grantProfiles,

            @JsonProperty("authorization_details_types_supported")
            List<String> detailsTypes,

            @JsonProperty("client_id_metadata_document_supported")
            boolean clientDocuments,

            @JsonProperty("backchannel_logout_supported") boolean backChannelLogout,

            @JsonProperty("backchannel_logout_session_supported")
            boolean backChannelLogoutOfSessions) {}

    /** The metadata, by RFC 8414. */
    @GET
    @Path("/oauth-authorization-server")
    @PermitAll
    @Produces("application/json")
    @Operation(summary = "What this authorization server can do, RFC 8414")
    public Metadata metadata() {
        return metadata;
    }

    /** The same, by OpenID Connect Discovery. */
    @GET
    @Path("/openid-configuration")
    @PermitAll
    @Produces("application/json")
    @Operation(summary = "What this OpenID provider can do, OpenID Connect Discovery")
    public Metadata openIdConfiguration() {
        return metadata;
    }

    private static Metadata metadata(String issuer, String pages, boolean documents, boolean registers) {
        var withPublic = new ArrayList<>(CLIENT_AUTHENTICATION);
        withPublic.add("none");
        var atTokens = new ArrayList<>(withPublic); // of a client that keeps no secret, or in addition to what it shows
        atTokens.addAll(List.of("attest_jwt_client_auth", "attest_jwt_client_auth_dpop"));
        return new Metadata(
                issuer,
                pages + "/oauth2/authorize",
                issuer + "/oauth2/token",
                issuer + "/oauth2/userinfo",
                issuer + "/oauth2/par",
                registers ? issuer + "/oauth2/register" : null,
                issuer + "/oauth2/device_authorization",
                issuer + "/oauth2/introspect",
                issuer + "/oauth2/revoke",
                pages + "/oauth2/logout",
                issuer + "/oauth2/jwks",
                List.of("code"),
                List.of("query", "form_post"),
                GrantTypes.all().stream().sorted().toList(),
                List.copyOf(atTokens),
                ALGORITHMS,
                CLIENT_AUTHENTICATION,
                ALGORITHMS,
                List.copyOf(withPublic),
                ALGORITHMS,
                ALGORITHMS,
                ALGORITHMS,
                ALGORITHMS,
                List.of("attestation_pop_jwt", "dpop_combined", "none"),
                List.of("S256"),
                true,
                List.copyOf(Scopes.all()),
                List.of("public"),
                SigningAlgorithm.texts(),
                SignInProof.STRENGTHS.keySet().stream().sorted().toList(),
                List.of("none", "login", "select_account", "consent"),
                List.of(
                        "iss",
                        "sub",
                        "aud",
                        "exp",
                        "iat",
                        "auth_time",
                        "nonce",
                        "acr",
                        "amr",
                        "sid",
                        "name",
                        "preferred_username",
                        "email",
                        "groups"),
                false,
                false,
                false,
                List.of(
                        "urn:ietf:params:oauth:token-type:access_token",
                        "urn:ietf:params:oauth:token-type:id_token",
                        "urn:ietf:params:oauth:token-type:refresh_token",
                        "urn:mandate:params:oauth:token-type:delegation"),
                List.of("urn:ietf:params:oauth:token-type:id-jag"),
                List.of("urn:ietf:params:oauth:grant-profile:id-jag"),
                List.of(TaskDetails.TYPE),
                documents,
                true,
                true);
    }
}
