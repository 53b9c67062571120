package dev.mandate.identity.tokens;

import com.nimbusds.oauth2.sdk.token.TokenTypeURI;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.identity.assertions.EdwardsAssertion;
import dev.mandate.identity.clients.metadata.GrantTypes;
import dev.mandate.messaging.security.Jose;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * By what a workload proves who it is, where that is a token of its platform in place of a credential of ours: as an assertion (RFC 7523), as the
 * subject of an exchange (RFC 8693), or where a client's own assertion would be. What it gets is what it would get by {@code client_credentials}.
 *
 * @param workload as whom it asks, which is not proven yet
 * @param asClient it stands where a client's own assertion would be
 * @param others the form with what proves nothing in place of the client's own proof, since the library wants one there, in its own name
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7521#section-4.2">RFC 7521 section 4.2</a>
 */
record PlatformProof(String workload, String token, boolean asClient, Map<String, List<String>> others) {
    private static final String ASSERTION = "client_assertion";
    private static final String TYPE = "client_assertion_type";
    private static final String SECRET = "client_secret";

    /** That of RFC 7523, and of draft-ietf-oauth-spiffe-client-auth. */
    private static final Set<String> AS_CLIENT = Set.of(
            "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
            "urn:ietf:params:oauth:client-assertion-type:jwt-spiffe");

    /** Empty for a form that names no workload, shows no token of somebody else, or a credential of ours. */
    static Optional<PlatformProof> of(Map<String, List<String>> form) {
        var workload = one(form, "client_id");
        if (!workload.startsWith(IdentityId.WORKLOAD) || form.containsKey(SECRET)) return Optional.empty();
        var asClient = form.containsKey(ASSERTION);
        var token = asClient ? ofClient(form, workload) : ofGrant(form);
        if (token.isEmpty()) return Optional.empty();
        return Optional.of(new PlatformProof(workload, token, asClient, EdwardsAssertion.withoutProof(form)));
    }

    private static String ofGrant(Map<String, List<String>> form) {
        return switch (one(form, "grant_type")) {
            case GrantTypes.JWT_BEARER -> one(form, "assertion");
            case GrantTypes.TOKEN_EXCHANGE ->
                one(form, "subject_token_type").equals(TokenTypeURI.JWT.toString()) ? one(form, "subject_token") : "";
            default -> "";
        };
    }

    /** One that isn't signed in the workload's own name. */
    private static String ofClient(Map<String, List<String>> form, String workload) {
        if (!one(form, "grant_type").equals(GrantTypes.CLIENT_CREDENTIALS) || !AS_CLIENT.contains(one(form, TYPE)))
            return "";
        try {
            var token = one(form, ASSERTION);
            return workload.equals(Jose.signed(token).getJWTClaimsSet().getIssuer()) ? "" : token;
        } catch (ParseException e) {
            return "";
        }
    }

    private static String one(Map<String, List<String>> form, String name) {
        var values = form.getOrDefault(name, List.of());
        return values.size() == 1 ? values.get(0) : "";
    }

    /** It is the client's credential that is refused only where it stands in place of it (RFC 7521 section 4.2.1). */
    TokenRefusal told(TokenRefusal refusal) {
        return !asClient && refusal.kind() == TokenRefusal.Kind.INVALID_CLIENT
                ? TokenRefusal.grant(refusal.why())
                : refusal;
    }
}
