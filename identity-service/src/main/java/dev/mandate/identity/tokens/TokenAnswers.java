package dev.mandate.identity.tokens;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The token endpoint on the wire, with the members of RFC 6749, 7523 and 8693. */
final class TokenAnswers {
    private TokenAnswers() {}

    /** What may be in the form. Which of it a grant needs is the grant's. */
    record Form(
            @JsonProperty("grant_type") String grantType,
            @Nullable String scope,
            @Nullable String code,
            @JsonProperty("code_verifier") @Nullable String codeVerifier,
            @JsonProperty("redirect_uri") @Nullable String redirectUri,
            @JsonProperty("refresh_token") @Nullable String refreshToken,
            @JsonProperty("device_code") @Nullable String deviceCode,
            @Nullable String resource,
            @Nullable String audience,
            @JsonProperty("client_id") @Nullable String clientId,
            @JsonProperty("client_secret") @Nullable String clientSecret,
            @Nullable String assertion,
            @JsonProperty("subject_token") @Nullable String subjectToken,
            @JsonProperty("subject_token_type") @Nullable String subjectTokenType,
            @JsonProperty("actor_token") @Nullable String actorToken,
            @JsonProperty("actor_token_type") @Nullable String actorTokenType,
            @JsonProperty("requested_token_type") @Nullable String requestedTokenType,
            @JsonProperty("request_context") @Nullable String requestContext,
            @JsonProperty("request_details") @Nullable String requestDetails,
            @JsonProperty("client_assertion") @Nullable String clientAssertion,
            @JsonProperty("client_assertion_type") @Nullable String clientAssertionType) {}

    /**
     * @param accessToken which one for a call, or an assertion for another authorization server, isn't, but for its name in the answer
     * @param tokenType {@code Bearer}, {@code DPoP}, or {@code N_A} of what is no access token
     * @param expiresIn seconds; absent of one for a call, as its draft has it
     * @param scope absent of one for a call, and where there is none
     * @param refreshToken absent where there is none
     * @param idToken absent where the scope openid wasn't asked for
     * @param details the task as it was granted, RFC 9396; absent where none was asked for
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Issued(
            @JsonProperty("access_token") String accessToken,
            @JsonProperty("issued_token_type") String issuedTokenType,
            @JsonProperty("token_type") String tokenType,
            @JsonProperty("expires_in") @Nullable Long expiresIn,
            @Nullable String scope,
            @JsonProperty("refresh_token") @Nullable String refreshToken,
            @JsonProperty("id_token") @Nullable String idToken,
            @JsonProperty("authorization_details") @Nullable List<Map<String, Object>> details) {}
}
