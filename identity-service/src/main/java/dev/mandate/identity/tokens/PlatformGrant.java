package dev.mandate.identity.tokens;

import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.GrantType;
import com.nimbusds.oauth2.sdk.JWTBearerGrant;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.token.TokenTypeURI;
import com.nimbusds.oauth2.sdk.tokenexchange.TokenExchangeGrant;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.identity.admission.ClientQuota;
import dev.mandate.identity.workloads.bound.PlatformTokens;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.text.ParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A workload that shows a token of its platform in place of a credential of ours: as an assertion (RFC 7523), or as the subject of an exchange
 * (RFC 8693). What it gets is what it would get by {@code client_credentials}.
 */
@ApplicationScoped
class PlatformGrant {
    /** That of RFC 7523, and of draft-ietf-oauth-spiffe-client-auth. */
    private static final Set<String> AS_CLIENT = Set.of(
            "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
            "urn:ietf:params:oauth:client-assertion-type:jwt-spiffe");

    private final PlatformTokens platform;
    private final ClientCredentials own;
    private final ClientQuota quota;

    PlatformGrant(PlatformTokens platform, ClientCredentials own, ClientQuota quota) {
        this.platform = platform;
        this.own = own;
        this.quota = quota;
    }

    /** Whether a request is one of these: it names a workload, shows a token of somebody else, and no credential of ours. */
    static boolean isAsked(TokenRequest request) {
        return tokenOf(request).isPresent();
    }

    private static Optional<String> tokenOf(TokenRequest request) {
        var named = request.getClientID();
        if (request.getClientAuthentication() != null
                || named == null
                || !named.getValue().startsWith(IdentityId.WORKLOAD)) return Optional.empty();
        var grant = request.getAuthorizationGrant();
        if (grant instanceof JWTBearerGrant bearer) return Optional.of(bearer.getAssertion());
        return grant instanceof TokenExchangeGrant exchange && TokenTypeURI.JWT.equals(exchange.getSubjectTokenType())
                ? Optional.of(exchange.getSubjectToken().getValue())
                : Optional.empty();
    }

    /**
     * Whether a form shows such a token where a client's own assertion would be: one that isn't signed in the workload's own name.
     *
     * @see <a href="https://www.rfc-editor.org/rfc/rfc7521#section-4.2">RFC 7521 section 4.2</a>
     */
    static boolean isShownAsClient(Map<String, List<String>> form) {
        var workload = one(form, "client_id");
        if (!workload.startsWith(IdentityId.WORKLOAD)
                || !one(form, "grant_type").equals(GrantType.CLIENT_CREDENTIALS.getValue())
                || !AS_CLIENT.contains(one(form, "client_assertion_type"))) return false;
        try {
            return !workload.equals(SignedJWT.parse(one(form, "client_assertion"))
                    .getJWTClaimsSet()
                    .getIssuer());
        } catch (ParseException e) {
            return false;
        }
    }

    /** The same request by the grant that it comes to. */
    static Map<String, List<String>> asAssertion(Map<String, List<String>> form) {
        var asked = new HashMap<>(form);
        asked.remove("client_assertion_type");
        asked.put("assertion", asked.remove("client_assertion"));
        asked.put("grant_type", List.of(GrantType.JWT_BEARER.getValue()));
        return asked;
    }

    /** What RFC 7521 section 4.2.1 calls it. */
    static TokenRefusal ofClient(TokenRefusal refusal) {
        return refusal.kind() == TokenRefusal.Kind.INVALID_GRANT ? TokenRefusal.client(refusal.why()) : refusal;
    }

    private static String one(Map<String, List<String>> form, String name) {
        var values = form.getOrDefault(name, List.of());
        return values.size() == 1 ? values.get(0) : "";
    }

    /** What takes others' time, before the transaction. */
    Uni<Void> prepared(TokenRequest request) {
        return tokenOf(request)
                .map(platform::prepare)
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    /** Of a request that {@link #isAsked}. */
    Uni<Result<Issue, TokenRefusal>> issue(TokenRequest request, Asked asked) {
        SignedJWT token;
        try {
            token = SignedJWT.parse(tokenOf(request).orElseThrow());
        } catch (ParseException e) {
            return Result.nowRefused(TokenRefusal.grant("the token is not signed"));
        }
        var workload = request.getClientID().getValue();
        return platform.client(token, workload)
                .chain(result -> result.because(TokenRefusal::grant)
                        .chain(client -> quota.take(client.id())
                                .map(wait -> Result.<Issue, TokenRefusal>nowRefused(new TokenRefusal(
                                        TokenRefusal.Kind.TOO_MANY, "ask again in " + (wait.toSeconds() + 1) + " s")))
                                .orElseGet(() -> own.issue(request, Optional.of(client), asked)
                                        .map(issued -> issued.map(issue -> issue.from(client.tokensVoidBefore()))
                                                .because(PlatformGrant::ofGrant)))));
    }

    /** It isn't the client's credential that is refused. */
    private static TokenRefusal ofGrant(TokenRefusal refusal) {
        return refusal.kind() == TokenRefusal.Kind.INVALID_CLIENT ? TokenRefusal.grant(refusal.why()) : refusal;
    }
}
