package dev.mandate.identity.upstream;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import com.nimbusds.openid.connect.sdk.validators.LogoutTokenValidator;
import dev.mandate.identity.assertions.AssertionConfig;
import dev.mandate.identity.outgoing.PublishedKeys;
import dev.mandate.identity.outgoing.PublishedKeys.Pace;
import dev.mandate.identity.outgoing.PublishedKeys.Published;
import dev.mandate.messaging.result.Result;
import dev.mandate.messaging.security.Jose;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;

/**
 * Checks what providers sign for us: by a key that they publish, an algorithm with a public key, their issuer, our client id, now, and the
 * nonce of this one sign-in. Keys are kept; an unknown one is looked for, twice in half a minute at most.
 *
 * @see <a href="https://openid.net/specs/openid-connect-core-1_0.html#IDTokenValidation">OpenID Connect Core section 3.1.3.7</a>
 */
@ApplicationScoped
class IdTokenCheck {
    /** Nothing that a shared secret signs, and nothing unsigned. */
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512,
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512);

    private static final int LONGEST = 32 * 1024;
    private static final Pace PACE = new Pace(2, Duration.ofSeconds(30));

    private final AssertionConfig clocks;
    private final PublishedKeys published;

    IdTokenCheck(UpstreamHttp http, UpstreamConfig config, AssertionConfig clocks, InstantSource clock) {
        this.clocks = clocks;
        var kept = config.metadataLifetime();
        this.published = new PublishedKeys(
                url -> http.get(url, URI.create(url)).map(result -> result.map(jwks -> new Published(jwks, kept))),
                PACE,
                kept,
                clock);
    }

    /** @return refused with why, in words for the log */
    Uni<Result<JWTClaimsSet, String>> check(
            UpstreamClient client, OIDCProviderMetadata metadata, String idToken, String nonce) {
        return checked(metadata, idToken, (signed, keys) -> {
                    var validator = new IDTokenValidator(
                            new Issuer(client.issuer()), new ClientID(client.clientId()), keys, null);
                    validator.setMaxClockSkew((int) clocks.clockSkew().toSeconds());
                    var claims = validator.validate(signed, new Nonce(nonce)).toJWTClaimsSet();
                    if (!isForUs(claims, client.clientId()))
                        throw new BadJWTException("it was given to another client (azp)");
                    return claims;
                })
                .map(result -> result.because(TokenRefusal::why));
    }

    /** Whoever got it: one for several names him, and one that names somebody means him. */
    private static boolean isForUs(JWTClaimsSet claims, String clientId) {
        var party = claims.getClaim("azp");
        return party == null ? claims.getAudience().size() == 1 : party.equals(clientId);
    }

    /** Of a logout token. */
    Uni<Result<JWTClaimsSet, TokenRefusal>> checkLogout(
            UpstreamClient client, OIDCProviderMetadata metadata, String logoutToken) {
        return checked(metadata, logoutToken, (signed, keys) -> {
            var validator =
                    new LogoutTokenValidator(new Issuer(client.issuer()), new ClientID(client.clientId()), keys, null);
            validator.setMaxClockSkew((int) clocks.clockSkew().toSeconds());
            return validator.validate(signed).toJWTClaimsSet();
        });
    }

    private interface Check {
        JWTClaimsSet of(SignedJWT token, JWSVerificationKeySelector<SecurityContext> keys)
                throws BadJOSEException, JOSEException, GeneralException;
    }

    private Uni<Result<JWTClaimsSet, TokenRefusal>> checked(OIDCProviderMetadata metadata, String token, Check check) {
        if (token.length() > LONGEST)
            return Result.nowRefused(new TokenRefusal("its token is longer than 32 KiB", false));
        SignedJWT signed;
        try {
            signed = Jose.signed(token);
        } catch (ParseException e) {
            return Result.nowRefused(new TokenRefusal("its token isn't good: " + e.getMessage(), false));
        }
        var url = metadata.getJWKSetURI().toString();
        var key = signed.getHeader().getKeyID();
        return published
                .ready(url, key)
                .map(looked -> published
                        .known(url)
                        .map(keys -> checked(signed, keys, check)
                                .because(why -> new TokenRefusal(
                                        "its token isn't good: " + why,
                                        key != null && published.mayLack(url, key, looked))))
                        .orElseGet(() -> Result.refused(new TokenRefusal("its keys can't be had", true))));
    }

    private static Result<JWTClaimsSet, String> checked(SignedJWT token, JWKSet keys, Check check) {
        try {
            return Result.done(
                    check.of(token, new JWSVerificationKeySelector<>(ALGORITHMS, new ImmutableJWKSet<>(keys))));
        } catch (BadJOSEException | JOSEException | GeneralException e) {
            return Result.refused(String.valueOf(e.getMessage()));
        }
    }
}
