package dev.mandate.identity.tokens;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.mandate.identity.clients.Client;
import dev.mandate.identity.clients.MayAct;
import dev.mandate.identity.clients.metadata.Scopes;
import dev.mandate.messaging.result.Result;
import java.net.URI;
import java.text.ParseException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * An assertion by which an identity provider lets one application act for a person at another's resource (cross-app access): for the client that
 * it names, and for no more than it says. Whether it is genuine is judged as of every assertion.
 *
 * @param issuer ours, the one that such an assertion is for
 * @param gateway below which resources are the gateway's
 * @see <a href="https://datatracker.ietf.org/doc/html/draft-ietf-oauth-identity-assertion-authz-grant-03">Identity Assertion JWT Authorization
 *     Grant, draft 03</a>
 */
record CrossAppAccess(String issuer, URI gateway) {
    private static final String TYPE = "oauth-id-jag+jwt";
    /** Of media types, which may stand before it as well as be left out (RFC 7515 section 4.1.9). */
    private static final String KIND = "application/";

    /** By which it would be less than what is given here. */
    private static final List<String> NOT_UNDERSTOOD = List.of("act", "authorization_details");

    /** However it is written: one that isn't known for what it is would count for whoever shows it. */
    static boolean is(SignedJWT assertion) {
        var type = assertion.getHeader().getType();
        if (type == null) return false;
        var said = type.getType().toLowerCase(Locale.ROOT);
        return said.equals(TYPE) || said.equals(KIND + TYPE);
    }

    /** What may be had by it. @return refused where it isn't this client's, or less than was asked for */
    Result<RequestedAccess, TokenRefusal> narrowed(
            SignedJWT assertion, Optional<Client> asking, RequestedAccess asked) {
        try {
            var claims = assertion.getJWTClaimsSet();
            var client = asking.filter(it -> !it.isPublic());
            if (client.isEmpty())
                return Result.refused(
                        TokenRefusal.client("such an assertion counts for the client that it names alone"));
            return Result.unless(fault(claims, client.get(), asked).map(TokenRefusal::grant), claims)
                    .then(good -> scopes(good, client.get(), asked))
                    .then(scopes -> audience(claims, asked)
                            .map(audience -> new RequestedAccess(scopes, audience, asked.key())));
        } catch (ParseException e) {
            return Result.refused(TokenRefusal.grant("the assertion is no JWT"));
        }
    }

    private Optional<String> fault(JWTClaimsSet claims, Client client, RequestedAccess asked) throws ParseException {
        if (issuer.equals(claims.getIssuer()))
            return Optional.of("the assertion is our own: it is for another authorization server");
        if (!client.id().equals(claims.getClaim("client_id")))
            return Optional.of("the assertion is for another client");
        if (!List.of(issuer).equals(claims.getAudience()))
            return Optional.of("aud of the assertion is not just " + issuer);
        if (claims.getJWTID() == null || claims.getIssueTime() == null)
            return Optional.of("the assertion has no jti, or no iat");
        for (var member : NOT_UNDERSTOOD)
            if (claims.getClaim(member) != null) return Optional.of(member + " of the assertion is not supported");
        var key = claims.getClaim("cnf") == null ? null : bound(claims.getJSONObjectClaim("cnf"));
        return key == null || key.equals(asked.key().orElse(""))
                ? Optional.empty()
                : Optional.of("the assertion is bound to a key that wasn't proven");
    }

    /** To no key that there is where it isn't bound by a thumbprint. */
    private static String bound(Map<String, Object> confirmation) {
        return confirmation.get("jkt") instanceof String thumbprint ? thumbprint : "none";
    }

    private static Result<Set<String>, TokenRefusal> scopes(JWTClaimsSet claims, Client client, RequestedAccess asked) {
        var said = claims.getClaim("scope");
        if (said != null && !(said instanceof String))
            return Result.refused(TokenRefusal.grant("scope of the assertion is no text"));
        var allowed = said == null ? client.scopes() : Scopes.parse((String) said);
        if (!allowed.containsAll(asked.scopes()))
            return Result.refused(TokenRefusal.scope("the assertion is for other scopes"));
        var scopes = new TreeSet<>(asked.scopes().isEmpty() ? allowed : asked.scopes());
        scopes.retainAll(client.scopes());
        if (said == null && asked.scopes().isEmpty()) scopes.removeAll(Scopes.ON_REQUEST);
        return scopes.isEmpty()
                ? Result.refused(TokenRefusal.scope("the client has none of these scopes"))
                : Result.done(scopes);
    }

    private Result<Set<String>, TokenRefusal> audience(JWTClaimsSet claims, RequestedAccess asked) {
        var resource = claims.getClaim("resource");
        if (resource == null) return Result.done(asked.audience());
        try {
            var allowed = texts(resource).stream()
                    .map(it -> RequestedAccess.audienceOf(URI.create(it), gateway))
                    .collect(Collectors.toSet());
            if (!allowed.containsAll(asked.audience()))
                return Result.refused(TokenRefusal.target("the assertion is for another resource"));
            return Result.done(asked.audience().isEmpty() ? allowed : asked.audience());
        } catch (IllegalArgumentException e) {
            return Result.refused(TokenRefusal.grant("resource of the assertion is no URI"));
        }
    }

    private static Collection<String> texts(Object claim) {
        if (claim instanceof String one) return List.of(one);
        if (claim instanceof List<?> many && !many.isEmpty() && many.stream().allMatch(String.class::isInstance))
            return many.stream().map(String.class::cast).toList();
        throw new IllegalArgumentException("neither a text nor texts");
    }

    /** Whether an assertion that says who may act by it lets this client, which keeps a secret or a key. */
    boolean mayAct(SignedJWT assertion, Optional<Client> client) {
        try {
            var claims = assertion.getJWTClaimsSet();
            return claims.getClaim(MayAct.CLAIM) == null
                    || client.filter(it -> !it.isPublic() && MayAct.lets(claims, issuer, it.id()))
                            .isPresent();
        } catch (ParseException e) {
            return true; // it is refused as what it is
        }
    }
}
