package dev.mandate.identity.assertions;

import com.nimbusds.jwt.SignedJWT;
import dev.mandate.messaging.security.Jose;
import java.text.ParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * By what a client proves who it is, where it is signed by Ed25519: the library refuses that while it parses, so that it is taken out of the
 * form before, and checked as every other.
 *
 * @param client {@code sub}, which is not proven yet
 * @param others the form without it, with what proves nothing in its place, since the library wants something there
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7523#section-2.2">RFC 7523 section 2.2</a>
 */
public record EdwardsAssertion(String client, SignedJWT jwt, Map<String, List<String>> others) {
    private static final String ASSERTION = "client_assertion";
    private static final String TYPE = "client_assertion_type";
    private static final String ID = "client_id";
    private static final String SECRET = "client_secret";
    private static final List<String> JWT = List.of("urn:ietf:params:oauth:client-assertion-type:jwt-bearer");

    /** The form without an assertion, and with what proves nothing in its place, since the library wants something there. */
    public static Map<String, List<String>> withoutProof(Map<String, List<String>> form) {
        var others = new LinkedHashMap<>(form);
        others.keySet().removeAll(List.of(ASSERTION, TYPE));
        others.put(SECRET, List.of("-"));
        return others;
    }

    /** Empty for a form that has none, or says twice who asks. */
    public static Optional<EdwardsAssertion> of(Map<String, List<String>> form) {
        var sent = form.getOrDefault(ASSERTION, List.of());
        if (sent.size() != 1 || !JWT.equals(form.get(TYPE)) || form.containsKey(SECRET)) return Optional.empty();
        try {
            var jwt = Jose.signed(sent.get(0));
            var client = jwt.getJWTClaimsSet().getSubject();
            if (client == null || !jwt.getHeader().getAlgorithm().getName().startsWith("Ed")) return Optional.empty();
            var others = withoutProof(form);
            var named = others.put(ID, List.of(client));
            return named == null || named.equals(List.of(client))
                    ? Optional.of(new EdwardsAssertion(client, jwt, others))
                    : Optional.empty();
        } catch (ParseException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
