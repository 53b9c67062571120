package dev.mandate.messaging.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.mandate.events.administration.Actor.Acting;
import java.text.ParseException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A token as parsed; nothing in it is true before {@link #requireSignedBy}.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9068#section-4">RFC 9068 section 4</a>
 */
final class AccessToken {
    private static final JOSEObjectType TYPE = new JOSEObjectType("at+jwt");

    private final SignedJWT jwt;
    private final JWTClaimsSet claims;

    private AccessToken(SignedJWT jwt, JWTClaimsSet claims) {
        this.jwt = jwt;
        this.claims = claims;
    }

    static AccessToken parse(String token) throws InvalidToken {
        try {
            var jwt = SignedJWT.parse(token);
            var header = jwt.getHeader();
            if (!TYPE.equals(header.getType())) throw new InvalidToken("the token is not an access token");
            if (!JWSAlgorithm.ES256.equals(header.getAlgorithm())) {
                throw new InvalidToken("the token is not signed with ES256");
            }
            return new AccessToken(jwt, jwt.getJWTClaimsSet());
        } catch (ParseException | IllegalArgumentException e) {
            throw new InvalidToken("the token is not a signed JWT");
        }
    }

    String keyId() throws InvalidToken {
        return required(jwt.getHeader().getKeyID(), "kid");
    }

    void requireSignedBy(ECKey key) throws InvalidToken {
        try {
            if (!jwt.verify(new ECDSAVerifier(key))) throw new InvalidToken("the signature is wrong");
        } catch (JOSEException e) {
            throw new InvalidToken("the signature can't be checked");
        }
    }

    void requireFor(String issuer, String audience) throws InvalidToken {
        if (!issuer.equals(claims.getIssuer())) throw new InvalidToken("the issuer is not " + issuer);
        if (!claims.getAudience().contains(audience)) throw new InvalidToken("the audience is not " + audience);
    }

    Instant expiresAt() throws InvalidToken {
        return required(claims.getExpirationTime(), "exp").toInstant();
    }

    Instant issuedAt() throws InvalidToken {
        return required(claims.getIssueTime(), "iat").toInstant();
    }

    @Nullable
    Instant notBefore() {
        var notBefore = claims.getNotBeforeTime();
        return notBefore == null ? null : notBefore.toInstant();
    }

    Caller caller() throws InvalidToken {
        try {
            return readCaller();
        } catch (IllegalArgumentException e) {
            throw new InvalidToken("the token names who uses it in a way that can't be kept: " + e.getMessage());
        }
    }

    private Caller readCaller() throws InvalidToken {
        return new Caller(
                required(claims.getSubject(), "sub"),
                required(text("client_id"), "client_id"),
                scopes(),
                chain(),
                text("delegation_id"),
                text("session_id"),
                required(claims.getJWTID(), "jti"),
                issuedAt(),
                text("acr"),
                methods(),
                authenticatedAt(),
                text("idp"));
    }

    private Set<String> methods() throws InvalidToken {
        var amr = claims.getClaim("amr");
        if (amr == null) return Set.of();
        if (!(amr instanceof List<?> methods)) throw new InvalidToken("the claim amr is not a list");
        var named = new HashSet<String>();
        for (var method : methods) {
            if (!(method instanceof String name))
                throw new InvalidToken("the claim amr names methods by other than texts");
            named.add(name);
        }
        return named;
    }

    private @Nullable Instant authenticatedAt() throws InvalidToken {
        var time = claims.getClaim("auth_time");
        if (time == null) return null;
        if (time instanceof Number seconds) return Instant.ofEpochSecond(seconds.longValue());
        // The library reads some claims of times as dates.
        if (time instanceof Date date) return date.toInstant();
        throw new InvalidToken("the claim auth_time is not a number");
    }

    private Set<String> scopes() throws InvalidToken {
        var scope = text("scope");
        return scope == null || scope.isBlank() ? Set.of() : Set.of(scope.trim().split(" +"));
    }

    /** RFC 8693 section 4.1: the present actor is the outermost one. */
    private List<Acting> chain() throws InvalidToken {
        var chain = new ArrayList<Acting>();
        for (var act = claims.getClaim("act"); act != null; ) {
            if (!(act instanceof Map<?, ?> actor && actor.get("sub") instanceof String subject))
                throw new InvalidToken("the claim act names nobody");
            var issuer = actor.get("iss");
            if (issuer != null && !(issuer instanceof String))
                throw new InvalidToken("the claim act names an issuer by other than a text");
            chain.add(new Acting(subject, (String) issuer));
            act = actor.get("act");
        }
        return chain;
    }

    private @Nullable String text(String name) throws InvalidToken {
        var value = claims.getClaim(name);
        if (value == null || value instanceof String) return (String) value;
        throw new InvalidToken("the claim " + name + " is not a text");
    }

    private static <T> T required(@Nullable T value, String name) throws InvalidToken {
        if (value == null) throw new InvalidToken(name + " is missing");
        return value;
    }
}
