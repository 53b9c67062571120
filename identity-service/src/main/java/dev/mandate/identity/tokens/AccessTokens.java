package dev.mandate.identity.tokens;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.f4b6a3.ulid.UlidCreator;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.identity.clients.Client;
import dev.mandate.identity.clients.MayAct;
import dev.mandate.identity.clients.metadata.Scopes;
import dev.mandate.identity.endings.TokenEndings;
import dev.mandate.identity.keys.KeyConfig;
import dev.mandate.identity.keys.RandomSecret;
import dev.mandate.identity.keys.SigningAlgorithm;
import dev.mandate.identity.keys.SigningKeys;
import dev.mandate.identity.signin.AuthenticationClaims;
import dev.mandate.messaging.result.Result;
import dev.mandate.messaging.security.Jose;
import dev.mandate.messaging.security.Signatures;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads access tokens.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9068">RFC 9068</a>
 */
@ApplicationScoped
public class AccessTokens {
    static final String AUTHORIZATION = "authorization_id";
    static final String SIGN_IN = "sid";
    static final String SURFACES = "surfaces";
    private static final String CONFIRMATION = "cnf";
    private static final String THUMBPRINT = "jkt";
    private static final int CHECKED = 10_000;
    private static final TokenRefusal VOID = TokenRefusal.grant("subject_token is void");
    private static final JOSEObjectType TYPE = new JOSEObjectType("at+jwt");

    private final SigningKeys keys;
    private final TokenConfig config;
    private final TokenEndings endings;
    private final Duration lifetime;
    private final InstantSource clock;

    /** Access tokens by their digest, so that a heap dump holds none that is still good. */
    private final Cache<ByteBuffer, Checked> checked;

    AccessTokens(SigningKeys keys, TokenConfig config, KeyConfig keyConfig, TokenEndings endings, InstantSource clock) {
        this.keys = keys;
        this.endings = endings;
        this.config = config;
        this.lifetime = keyConfig.accessTokenLifetime();
        this.clock = clock;
        this.checked = Caffeine.newBuilder()
                .maximumSize(CHECKED)
                .expireAfterWrite(lifetime)
                .build();
    }

    /**
     * @param id {@code jti}
     * @param bound whether only who has a key can use it
     */
    public record Signed(String id, String token, Duration validFor, String scope, boolean bound) {}

    /** @param key thumbprint of the key that it is bound to; empty for a bearer's */
    Signed sign(TokenContent content, Optional<String> key) {
        var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        var issuedAt = content.notBefore().isAfter(now) ? content.notBefore() : now;
        var end = now.plus(lifetime);
        if (content.end() != null && content.end().isBefore(end)) end = content.end();
        var scope = Scopes.write(content.scopes());
        var writing = claims(content, issuedAt, end).claim("scope", scope);
        key.ifPresent(thumbprint -> writing.claim(CONFIRMATION, Map.of(THUMBPRINT, thumbprint)));
        var claims = writing.build();
        return new Signed(claims.getJWTID(), sign(claims), Duration.between(now, end), scope, key.isPresent());
    }

    /** Thumbprint of the key that a token is bound to, RFC 9449 section 6.1; null for a bearer's. */
    public static @Nullable String boundTo(JWTClaimsSet claims) {
        return claims.getClaim(CONFIRMATION) instanceof Map<?, ?> by ? (String) by.get(THUMBPRINT) : null;
    }

    /** The surfaces in a token of ours; none where it has none. */
    static Map<String, String> surfacesOf(JWTClaimsSet claims) {
        var surfaces = new HashMap<String, String>();
        if (claims.getClaim(SURFACES) instanceof Map<?, ?> said)
            said.forEach((surface, issuer) -> surfaces.put(String.valueOf(surface), String.valueOf(issuer)));
        return surfaces;
    }

    private JWTClaimsSet.Builder claims(TokenContent content, Instant issuedAt, Instant end) {
        var claims = new JWTClaimsSet.Builder()
                .issuer(config.issuer())
                .subject(content.subject())
                .audience(content.audience())
                .issueTime(Date.from(issuedAt))
                .expirationTime(Date.from(end))
                .jwtID("tok_" + UlidCreator.getMonotonicUlid().toString().toLowerCase(Locale.ROOT))
                .claim("client_id", content.clientId());
        writeActors(content, claims);
        if (actsItself(content)) claims.claim(MayAct.CLAIM, MayAct.of(config.issuer(), content.clientId()));
        if (content.session() != null)
            claims.claim("session_id", content.session().value());
        if (content.identityProvider() != null) claims.claim("idp", content.identityProvider());
        if (content.authorized() != null) {
            claims.claim(AUTHORIZATION, content.authorized().id());
            claims.claim(SIGN_IN, content.authorized().signIn());
        }
        if (!content.surfaces().isEmpty()) claims.claim(SURFACES, content.surfaces());
        AuthenticationClaims.write(content.authentication(), claims);
        return claims;
    }

    /** It is the agent's own that acts by it, and exchanges it here or elsewhere. */
    private static boolean actsItself(TokenContent content) {
        return content.actors().stream()
                .findFirst()
                .filter(actor -> actor.value().equals(content.clientId()))
                .isPresent();
    }

    /** Who acts, and by which delegation; nothing of somebody who acts himself. */
    static void writeActors(TokenContent content, JWTClaimsSet.Builder claims) {
        if (!content.actors().isEmpty()) claims.claim("act", act(content.actors()));
        if (content.delegation() != null)
            claims.claim("delegation_id", content.delegation().value());
    }

    /** Nested with the present actor outermost, RFC 8693 section 4.1. */
    private static Map<String, Object> act(List<IdentityId> actors) {
        var outermostLast = new ArrayList<>(actors);
        Collections.reverse(outermostLast);
        Map<String, Object> act = Map.of();
        for (var actor : outermostLast) {
            act = act.isEmpty() ? Map.of("sub", actor.value()) : Map.of("sub", actor.value(), "act", act);
        }
        return act;
    }

    private String sign(JWTClaimsSet claims) {
        return sign(claims, TYPE, SigningAlgorithm.ES256);
    }

    /** Anything else that we say of somebody, such as an ID token, by the key that signs now. */
    public String sign(JWTClaimsSet claims, JOSEObjectType type, SigningAlgorithm algorithm) {
        return keys.signing(algorithm).sign(claims, type);
    }

    /** The claims of what we signed as this type, however long ago as a sign-in lasts: a hint, and no proof. Empty for anything else. */
    public Optional<JWTClaimsSet> onceSigned(String token, JOSEObjectType type) {
        return check(token, type, keys::onceOurs).map(Checked::claims);
    }

    /** The claims of a token of ours that has not expired, whatever its audience; empty for anything else. */
    public Optional<JWTClaimsSet> read(String token) {
        var digest = ByteBuffer.wrap(RandomSecret.hash(token));
        return Optional.ofNullable(checked.getIfPresent(digest))
                .filter(known -> keys.publicKey(known.key().getKeyID()).orElse(null) == known.key())
                .or(() -> {
                    var now = check(token, TYPE, keys::publicKey);
                    now.ifPresent(it -> checked.put(digest, it));
                    return now;
                })
                .map(Checked::claims)
                .filter(claims ->
                        clock.instant().isBefore(claims.getExpirationTime().toInstant()));
    }

    /**
     * The same of one of this client's own that it shows as {@code subject_token}; refused where the client's don't count any more, and where it, or what
     * it came of, has ended. Needs a session.
     */
    Uni<Result<JWTClaimsSet, TokenRefusal>> readOwn(String token, Client client) {
        var own = read(token).filter(claims -> client.id().equals(claims.getClaim("client_id")));
        if (own.isEmpty())
            return Result.nowRefused(TokenRefusal.grant("subject_token is not a valid token of this client"));
        var claims = own.get();
        if (!MayAct.lets(claims, config.issuer(), client.id()))
            return Result.nowRefused(TokenRefusal.grant("may_act of subject_token names another"));
        if (!client.counts(claims.getIssueTime().toInstant())) return Result.nowRefused(VOID);
        return endings.any(cameOf(claims))
                .map(ended -> ended
                        ? Result.refused(
                                TokenRefusal.grant("subject_token, or what it came of, was revoked or has ended"))
                        : Result.done(claims));
    }

    /** Itself among them. */
    private static Set<String> cameOf(JWTClaimsSet claims) {
        var ids = new HashSet<String>();
        ids.add(claims.getJWTID());
        for (var claim : List.of(AUTHORIZATION, SIGN_IN)) if (claims.getClaim(claim) instanceof String id) ids.add(id);
        return ids;
    }

    /** Refused where it is from before all that its subject, or whoever acts by it, had was ended. */
    static Optional<TokenRefusal> voided(JWTClaimsSet claims, Instant notBefore) {
        return claims.getIssueTime().toInstant().isBefore(notBefore) ? Optional.of(VOID) : Optional.empty();
    }

    private Optional<Checked> check(
            String token, JOSEObjectType type, Function<@Nullable String, Optional<JWK>> known) {
        try {
            var jwt = Jose.signed(token);
            var key = known.apply(jwt.getHeader().getKeyID());
            if (key.isEmpty() || !type.equals(jwt.getHeader().getType())) return Optional.empty();
            if (!Signatures.verifies(jwt, key.get())) return Optional.empty();
            var claims = jwt.getJWTClaimsSet();
            return config.issuer().equals(claims.getIssuer())
                    ? Optional.of(new Checked(key.get(), claims))
                    : Optional.empty();
        } catch (ParseException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** What was signed stays so while its key is one of ours; whether it counts is for whoever reads it, each time. */
    private record Checked(JWK key, JWTClaimsSet claims) {}
}
