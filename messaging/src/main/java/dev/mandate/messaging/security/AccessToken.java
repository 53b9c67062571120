package dev.mandate.messaging.security;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.mandate.events.administration.Actor.Acting;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an access token says. Issuer, audience and times are ours to judge: the library has one leeway for all of them, and an expired
 * token has none here.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9068#section-4">RFC 9068 section 4</a>
 */
final class AccessToken {
    private final JWTClaimsSet claims;

    /** @param claims of a token whose signature was found good */
    AccessToken(JWTClaimsSet claims) {
        this.claims = claims;
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
                text("idp"),
                boundTo(),
                text("authorization_id"),
                text("sid"),
                text("device"),
                surfaces(),
                null);
    }

    /** Who is put on a surface in a way that isn't known here is on none by that, and his token no token. */
    private Map<String, String> surfaces() throws InvalidToken {
        var said = claims.getClaim("surfaces");
        if (said == null) return Map.of();
        if (!(said instanceof Map<?, ?> bySurface)) throw new InvalidToken("the claim surfaces is no object");
        var surfaces = new HashMap<String, String>();
        for (var entry : bySurface.entrySet()) {
            if (!(entry.getKey() instanceof String surface && entry.getValue() instanceof String issuer))
                throw new InvalidToken("the claim surfaces names an issuer by other than a text");
            surfaces.put(surface, issuer);
        }
        return surfaces;
    }

    /** A token that is bound in a way that isn't known here is nobody's. */
    private @Nullable String boundTo() throws InvalidToken {
        var confirmation = claims.getClaim("cnf");
        if (confirmation == null) return null;
        if (confirmation instanceof Map<?, ?> by && by.size() == 1 && by.get("jkt") instanceof String thumbprint)
            return thumbprint;
        throw new InvalidToken("the token is bound to something that can't be proved here");
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
