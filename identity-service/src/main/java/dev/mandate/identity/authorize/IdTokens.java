package dev.mandate.identity.authorize;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.mandate.events.authz.Authentication;
import dev.mandate.identity.browser.BrowserConfig;
import dev.mandate.identity.clients.Client;
import dev.mandate.identity.keys.KeyConfig;
import dev.mandate.identity.signin.AuthenticationClaims;
import dev.mandate.identity.tokens.AccessTokens;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says to an application who signed in, how and when.
 *
 * @see <a href="https://openid.net/specs/openid-connect-core-1_0.html#IDToken">OpenID Connect Core section 2</a>
 */
@ApplicationScoped
class IdTokens {
    private static final JOSEObjectType TYPE = JOSEObjectType.JWT;

    private final AccessTokens tokens;
    private final BrowserConfig config;
    private final KeyConfig keys;
    private final InstantSource clock;

    IdTokens(AccessTokens tokens, BrowserConfig config, KeyConfig keys, InstantSource clock) {
        this.tokens = tokens;
        this.config = config;
        this.keys = keys;
        this.clock = clock;
    }

    String of(
            String person,
            Client client,
            String signIn,
            @Nullable String nonce,
            Authentication how,
            ProfileClaims.Told told) {
        var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        var claims = new JWTClaimsSet.Builder()
                .issuer(config.issuer())
                .subject(person)
                .audience(client.id())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(keys.accessTokenLifetime())))
                .claim("sid", signIn);
        if (nonce != null) claims.claim("nonce", nonce);
        told.claims().forEach(claims::claim);
        AuthenticationClaims.write(how, claims);
        return tokens.sign(claims.build(), TYPE, client.idTokens());
    }

    /** What one of ours says, given at any time while a sign-in lasts; empty for anything else, and if its key was revoked. */
    Optional<JWTClaimsSet> read(String idToken) {
        return tokens.onceSigned(idToken, TYPE);
    }

    Optional<String> subjectOf(String idToken) {
        return read(idToken).map(JWTClaimsSet::getSubject);
    }
}
