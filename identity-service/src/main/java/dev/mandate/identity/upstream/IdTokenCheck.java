package dev.mandate.identity.upstream;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.Resource;
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
import dev.mandate.identity.clients.AssertionConfig;
import dev.mandate.identity.outgoing.OutgoingHttp.Question;
import dev.mandate.messaging.result.Result;
import dev.mandate.messaging.security.Signatures;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.text.ParseException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

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
    private static final long BETWEEN_LOOKS_MILLIS = 30_000;

    private final UpstreamHttp http;
    private final UpstreamConfig config;
    private final AssertionConfig clocks;
    private final Vertx vertx;
    private final Cache<Source, JWKSource<SecurityContext>> keys =
            Caffeine.newBuilder().maximumSize(200).build();

    private record Source(String issuer, URI keys) {}

    IdTokenCheck(UpstreamHttp http, UpstreamConfig config, AssertionConfig clocks, Vertx vertx) {
        this.http = http;
        this.config = config;
        this.clocks = clocks;
        this.vertx = vertx;
    }

    /** @return refused with why, in words for the log */
    Uni<Result<JWTClaimsSet, String>> check(
            UpstreamClient client, OIDCProviderMetadata metadata, String idToken, String nonce) {
        return onWorker(idToken, signed -> {
                    var validator = new IDTokenValidator(
                            new Issuer(client.issuer()),
                            new ClientID(client.clientId()),
                            selector(client, metadata),
                            null);
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
        return onWorker(logoutToken, signed -> {
            var validator = new LogoutTokenValidator(
                    new Issuer(client.issuer()), new ClientID(client.clientId()), selector(client, metadata), null);
            validator.setMaxClockSkew((int) clocks.clockSkew().toSeconds());
            return validator.validate(signed).toJWTClaimsSet();
        });
    }

    private interface Check {
        JWTClaimsSet of(SignedJWT token) throws BadJOSEException, JOSEException, GeneralException;
    }

    /** The library waits for keys that it has to get. */
    private Uni<Result<JWTClaimsSet, TokenRefusal>> onWorker(String token, Check check) {
        if (token.length() > LONGEST)
            return Result.nowRefused(new TokenRefusal("its token is longer than 32 KiB", false));
        return Uni.createFrom()
                .completionStage(vertx.executeBlocking(() -> checked(token, check), false)
                        .toCompletionStage());
    }

    private static Result<JWTClaimsSet, TokenRefusal> checked(String token, Check check) {
        try {
            return Result.done(check.of(SignedJWT.parse(token)));
        } catch (KeySourceException e) {
            return Result.refused(new TokenRefusal("its keys can't be had: " + e.getMessage(), true));
        } catch (ParseException | BadJOSEException | JOSEException | GeneralException e) {
            return Result.refused(new TokenRefusal("its token isn't good: " + e.getMessage(), false));
        }
    }

    private JWSVerificationKeySelector<SecurityContext> selector(UpstreamClient client, OIDCProviderMetadata metadata) {
        var source = new Source(client.issuer(), metadata.getJWKSetURI());
        var published = keys.get(source, this::source);
        JWKSource<SecurityContext> taken = (selector, context) -> published.get(selector, context).stream()
                .filter(key -> !Signatures.of(key).isEmpty())
                .toList();
        return new JWSVerificationKeySelector<>(ALGORITHMS, taken);
    }

    private JWKSource<SecurityContext> source(Source its) {
        try {
            var patience = config.patience().multipliedBy(3).toMillis();
            return JWKSourceBuilder.create(its.keys().toURL(), url -> retrieve(its.issuer(), url))
                    .cache(config.metadataLifetime().toMillis(), patience)
                    .refreshAheadCache(false)
                    .rateLimited(BETWEEN_LOOKS_MILLIS)
                    .build();
        } catch (MalformedURLException e) {
            throw new IllegalStateException("an https address is a URL", e);
        }
    }

    private Resource retrieve(String issuer, URL url) throws IOException {
        var question = new Question(HttpMethod.GET, URI.create(url.toString()), Map.of(), Buffer.buffer());
        try {
            var answer = http.ask(issuer, question)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(config.patience().multipliedBy(3).toMillis(), TimeUnit.MILLISECONDS);
            if (answer.status() != 200 || !answer.whole()) throw new IOException("no keys, but " + answer.status());
            return new Resource(answer.body().toString(), "application/json");
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
