package dev.mandate.identity.crossapp;

import com.github.f4b6a3.ulid.UlidCreator;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.identity.clients.metadata.Scopes;
import dev.mandate.identity.keys.SigningAlgorithm;
import dev.mandate.identity.signin.AuthenticationClaims;
import dev.mandate.identity.tokens.AccessTokens;
import dev.mandate.identity.tokens.TokenContent;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes assertions by which a client acts for a person at another authorization server. This one has a single tenant, so that they name none
 * of ours.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/draft-ietf-oauth-identity-assertion-authz-grant-03">Identity Assertion JWT Authorization
 *     Grant, draft 03</a>
 */
@ApplicationScoped
@Startup
class IdJags {
    static final String TYPE = "urn:ietf:params:oauth:token-type:id-jag";
    private static final JOSEObjectType KIND = new JOSEObjectType("oauth-id-jag+jwt");

    /** What ends here, such as a sign-in, ends there by then at the latest, where no signal of ours is heard. */
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final AccessTokens tokens;
    private final CrossAppConfig config;
    private final InstantSource clock;

    /** @throws IllegalArgumentException at the start for a lifetime that is none, or longer than we say that it is */
    IdJags(AccessTokens tokens, CrossAppConfig config, InstantSource clock) {
        var lifetime = config.lifetime();
        if (lifetime.isNegative() || lifetime.isZero() || lifetime.compareTo(LONGEST) > 0)
            throw new IllegalArgumentException(
                    "mandate.id-jag-lifetime must be more than nothing and at most two minutes");
        this.tokens = tokens;
        this.config = config;
        this.clock = clock;
    }

    /**
     * @param content for whom, by whom, and with which scopes there
     * @param email the person's; null where it isn't told
     * @param key thumbprint of the key that whoever shows it has to have; empty for none
     */
    AccessTokens.Signed sign(
            TokenContent content, CrossAppPermission permission, @Nullable String email, Optional<String> key) {
        var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        var end = now.plus(config.lifetime());
        if (content.end() != null && content.end().isBefore(end)) end = content.end();
        var id = "jag_" + UlidCreator.getMonotonicUlid().toString().toLowerCase(Locale.ROOT);
        var scope = Scopes.write(content.scopes());
        var claims = new JWTClaimsSet.Builder()
                .issuer(config.issuer())
                .subject(content.subject())
                .audience(permission.audience())
                .claim("client_id", permission.clientId())
                .issueTime(Date.from(content.notBefore().isAfter(now) ? content.notBefore() : now))
                .expirationTime(Date.from(end))
                .jwtID(id);
        if (permission.resource() != null) claims.claim("resource", permission.resource());
        if (!scope.isEmpty()) claims.claim("scope", scope);
        if (permission.audTenant() != null) claims.claim("aud_tenant", permission.audTenant());
        if (email != null) claims.claim("email", email);
        if (!content.actors().isEmpty()) claims.claim("act", act(content.actors()));
        key.ifPresent(thumbprint -> claims.claim("cnf", Map.of("jkt", thumbprint)));
        AuthenticationClaims.write(content.authentication(), claims);
        var token = tokens.sign(claims.build(), KIND, SigningAlgorithm.ES256);
        return new AccessTokens.Signed(id, token, Duration.between(now, end), scope, key.isPresent());
    }

    /** With the issuer of each name, since it is read where others issue names too. */
    private Map<String, Object> act(List<IdentityId> actors) {
        var act = new LinkedHashMap<String, Object>();
        act.put("iss", config.issuer());
        act.put("sub", actors.get(0).value());
        if (actors.size() > 1) act.put("act", act(actors.subList(1, actors.size())));
        return act;
    }
}
