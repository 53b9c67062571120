package dev.mandate.messaging.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;

/**
 * The first check of a token loads what it takes to read one and to check a signature. It is done before the service takes connections, with a token
 * that is good nowhere: else it holds an event loop for as long, with whoever is answered by it, and probes are.
 */
@ApplicationScoped
class FirstToken {
    static final String SUBJECT = "per_first";

    void start(@Observes StartupEvent event) throws JOSEException, BadJOSEException, ParseException, InvalidToken {
        checked(Instant.now());
    }

    Caller checked(Instant now) throws JOSEException, BadJOSEException, ParseException, InvalidToken {
        var key = new ECKeyGenerator(Curve.P_256).keyID("first").generate();
        var header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(new JOSEObjectType(TokenVerifier.TYPE))
                .keyID(key.getKeyID())
                .build();
        var claims = new JWTClaimsSet.Builder()
                .jwtID("first")
                .subject(SUBJECT)
                .claim("client_id", SUBJECT)
                .claim("scope", "")
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now))
                .build();
        var token = new SignedJWT(header, claims);
        token.sign(new ECDSASigner(key));
        var own = new ImmutableJWKSet<>(new JWKSet(key.toPublicJWK()));
        var read = TokenVerifier.processor(own).process(SignedJWT.parse(token.serialize()), null);
        return new AccessToken(read).caller();
    }
}
