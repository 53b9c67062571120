package dev.mandate.identity.registration;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mandate.identity.clients.metadata.Scopes;
import dev.mandate.identity.registration.Registrations.Registered;
import dev.mandate.messaging.result.Result;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is registered, for the application itself.
 *
 * @param issuedAt seconds since 1970
 * @param authenticationMethod {@code none}: it keeps no secret
 * @param softwareStatement as it came
 * @param accessToken by which it reads, changes and ends its registration; another one after each change
 * @param configuration where
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7592#section-3">RFC 7592 section 3</a>
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RegistrationView(
        @JsonProperty("client_id") String clientId,
        @JsonProperty("client_id_issued_at") long issuedAt,
        @JsonProperty("client_name") String clientName,
        @JsonProperty("redirect_uris") Set<String> redirectUris,
        @JsonProperty("post_logout_redirect_uris") Set<String> postLogoutRedirectUris,
        @JsonProperty("grant_types") Set<String> grantTypes,
        @JsonProperty("response_types") List<String> responseTypes,
        @JsonProperty("token_endpoint_auth_method") String authenticationMethod,
        String scope,
        @JsonProperty("id_token_signed_response_alg") String idTokenAlgorithm,
        @JsonProperty("software_statement") @Nullable String softwareStatement,
        @JsonProperty("registration_access_token") String accessToken,
        @JsonProperty("registration_client_uri") String configuration) {
    /** @param said what it sent */
    static RegistrationView of(Registered made, Result<ObjectNode, Fault> said, String issuer) {
        var metadata = made.metadata();
        return new RegistrationView(
                made.id(),
                made.at().getEpochSecond(),
                metadata.name(),
                metadata.redirectUris(),
                metadata.postLogoutUris(),
                metadata.grantTypes(),
                List.of("code"),
                "none",
                Scopes.write(metadata.scopes()),
                metadata.idTokens().text(),
                said.fold(it -> it.path("software_statement").textValue(), fault -> null),
                made.token(),
                issuer + "/oauth2/register/" + made.id());
    }
}
