package dev.mandate.identity.signals;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.mandate.identity.browser.BrowserConfig;
import dev.mandate.identity.keys.SigningAlgorithm;
import dev.mandate.identity.tokens.AccessTokens;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Date;

/**
 * What waits, as it is sent: signed with the key that signs then, so that what waited through a rotation can be checked.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8417">RFC 8417</a>
 * @see <a href="https://openid.net/specs/openid-connect-backchannel-1_0.html#LogoutToken">Back-Channel Logout 1.0 section 2.4</a>
 */
@ApplicationScoped
class SecurityEventTokens {
    private static final JOSEObjectType EVENT = new JOSEObjectType("secevent+jwt");
    private static final JOSEObjectType LOGOUT = new JOSEObjectType("logout+jwt");

    /** As that specification recommends. */
    private static final Duration LOGOUT_COUNTS = Duration.ofMinutes(2);

    private final AccessTokens tokens;
    private final String issuer;
    private final InstantSource clock;

    SecurityEventTokens(AccessTokens tokens, BrowserConfig config, InstantSource clock) {
        this.tokens = tokens;
        this.issuer = config.issuer();
        this.clock = clock;
    }

    /** A signal of its stream, by what its receiver has asked for. */
    String of(StreamRow stream, PendingRow pending) {
        var claims = claims(stream, pending).issueTime(Date.from(pending.createdAt));
        return tokens.sign(claims.build(), EVENT, stream.algorithm);
    }

    /** Somebody's logout, as the application has its ID tokens. */
    String logout(StreamRow stream, PendingRow pending, SigningAlgorithm algorithm) {
        var now = clock.instant();
        var claims =
                claims(stream, pending).issueTime(Date.from(now)).expirationTime(Date.from(now.plus(LOGOUT_COUNTS)));
        return tokens.sign(claims.build(), LOGOUT, algorithm);
    }

    private JWTClaimsSet.Builder claims(StreamRow stream, PendingRow pending) {
        var claims = new JWTClaimsSet.Builder()
                .issuer(issuer)
                .audience(stream.clientId)
                .jwtID(pending.id);
        pending.content().forEach(claims::claim);
        return claims;
    }
}
