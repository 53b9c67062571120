package dev.mandate.messaging.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.BadJWSException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.mandate.events.digests.Sha256;
import dev.mandate.messaging.ServiceConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Checks access tokens: signature, type, issuer, audience, time. Needs no call and may be used on any thread. */
@ApplicationScoped
public class TokenVerifier {
    static final String TYPE = "at+jwt";

    private static final int CACHED = 10_000;
    private static final int MAX_LENGTH = 8 * 1024;

    /** How far ahead the clock of identity-service may be. */
    private static final Duration SKEW = Duration.ofSeconds(30);

    private final ServiceConfig config;
    private final KeyRing keys;
    private final InstantSource clock;
    private final DefaultJWTProcessor<SecurityContext> processor;

    /** By digest, so that a heap dump holds no token that is still good. */
    private final Cache<ByteBuffer, Verified> verified;

    @Inject
    TokenVerifier(ServiceConfig config, KeyRing keys, InstantSource clock) {
        this.config = config;
        this.keys = keys;
        this.clock = clock;
        this.processor = processor(keys);
        this.verified = Caffeine.newBuilder()
                .maximumSize(CACHED)
                .executor(Runnable::run) // a little at a time, and no other thread is woken for it
                .expireAfter(Expiry.creating(
                        (ByteBuffer digest, Verified token) -> Duration.between(clock.instant(), token.expiresAt())))
                .build();
    }

    /** Checks signature and type. */
    static DefaultJWTProcessor<SecurityContext> processor(JWKSource<SecurityContext> keys) {
        var processor = new DefaultJWTProcessor<>();
        processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(new JOSEObjectType(TYPE)));
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(JWSAlgorithm.ES256, keys));
        processor.setJWTClaimsSetVerifier(null); // AccessToken is asked
        return processor;
    }

    /**
     * For this service as the audience. Says nothing of whether the identities behind it, or the client that
     * got it, are still active.
     *
     * @throws InvalidToken if it proves nothing, with the reason
     * @throws StillStarting if that can't be said yet
     */
    public Caller verify(String token) throws InvalidToken {
        if (token.length() > MAX_LENGTH) throw new InvalidToken("the token is too long");
        var digest = ByteBuffer.wrap(Sha256.of(token).bytes());
        var known = verified.getIfPresent(digest);
        if (known == null || keys.find(known.keyId()) != known.key()) {
            known = check(parsed(token));
            verified.put(digest, known);
        }
        if (!clock.instant().isBefore(known.expiresAt())) throw new InvalidToken("the token has expired");
        return known.caller();
    }

    private Verified check(SignedJWT jwt) throws InvalidToken {
        var keyId = jwt.getHeader().getKeyID();
        if (keyId == null) throw new InvalidToken("kid is missing");
        var key = keys.find(keyId);
        if (key == null && !keys.complete()) throw new StillStarting("the keys of tokens");
        if (key == null) throw new InvalidToken("the key that signed the token is not known");
        var token = new AccessToken(signed(jwt));
        token.requireFor(config.issuer(), config.audience());
        var latest = clock.instant().plus(SKEW);
        var notBefore = token.notBefore();
        if (token.issuedAt().isAfter(latest) || (notBefore != null && notBefore.isAfter(latest))) {
            throw new InvalidToken("the token is not valid yet");
        }
        if (!clock.instant().isBefore(token.expiresAt())) throw new InvalidToken("the token has expired");
        return new Verified(token.caller(), token.expiresAt(), keyId, key);
    }

    private static SignedJWT parsed(String token) throws InvalidToken {
        try {
            return Jose.signed(token);
        } catch (ParseException e) {
            throw new InvalidToken("the token is not a signed JWT");
        }
    }

    /** The library's own sentences repeat what the token says of itself, so they aren't handed on. */
    private JWTClaimsSet signed(SignedJWT jwt) throws InvalidToken {
        try {
            return processor.process(jwt, null);
        } catch (BadJWSException e) {
            throw new InvalidToken("the signature is wrong");
        } catch (BadJOSEException e) {
            throw new InvalidToken("the token is not an access token that is signed with ES256");
        } catch (JOSEException e) {
            throw new InvalidToken("the signature can't be checked");
        }
    }

    private record Verified(Caller caller, Instant expiresAt, String keyId, ECKey key) {}
}
