package dev.mandate.authz.organisation;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.mandate.events.identity.DelegationState;
import dev.mandate.events.identity.KeyState;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Mints access tokens as identity-service does, with a key of its own. */
public final class Tokens {
    private final ECKey key;

    public Tokens() {
        try {
            key = new ECKeyGenerator(Curve.P_256)
                    .keyID("test-" + UUID.randomUUID())
                    .generate();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    public KeyState published() {
        return new KeyState(key.getKeyID(), 1, false, key.toPublicJWK().toJSONObject());
    }

    public String of(String subject, String scope) {
        return sign(claims(subject, scope, Instant.now()));
    }

    /** Of a client of its own right, bound to a key. */
    public String boundTo(String thumbprint, String subject, String scope) {
        return sign(claims(subject, scope, Instant.now()).claim("cnf", Map.of("jkt", thumbprint)));
    }

    /** An agent's under a delegation, bound to a key. */
    public String boundTo(String thumbprint, String person, DelegationState delegation) {
        return sign(boundClaims(person, delegation).claim("cnf", Map.of("jkt", thumbprint)));
    }

    /** The same for a gateway that stands in front of what the agent calls. */
    public String callingBoundTo(String thumbprint, String person, DelegationState delegation) {
        return sign(boundClaims(person, delegation)
                .audience("mandate-gateway")
                .claim("scope", "tools:call")
                .claim("cnf", Map.of("jkt", thumbprint)));
    }

    public String issued(String subject, String scope, Instant at) {
        return sign(claims(subject, scope, at));
    }

    /** Of a person who signed in through a client that is not his alone. */
    public String through(String client, String person, String scope) {
        return sign(claims(person, scope, Instant.now()).claim("client_id", client));
    }

    /** Of a person's sign-in. */
    public String of(String person, String signIn, String scope) {
        return sign(claims(person, scope, Instant.now()).claim("sid", signIn));
    }

    /** Of a person who signed in just now. */
    public String signedIn(String person, String acr) {
        return sign(authenticated(claims(person, "decisions:evaluate", Instant.now()), acr));
    }

    /** Of a person who signed in just now on a device. */
    public String signedInOn(String person, String device) {
        return sign(claims(person, "decisions:evaluate", Instant.now()).claim("device", device));
    }

    /** As identity-service would never write it: an agent's, with the sign-in of the person for whom it acts. */
    public String boundAndSignedIn(String person, DelegationState delegation, String acr) {
        return sign(authenticated(boundClaims(person, delegation), acr));
    }

    private static JWTClaimsSet.Builder authenticated(JWTClaimsSet.Builder claims, String acr) {
        return claims.claim("acr", acr)
                .claim("amr", List.of("pwd"))
                .claim("auth_time", Instant.now().getEpochSecond());
    }

    /** Bound to the delegation: the agent acts for the person. */
    public String bound(String person, DelegationState delegation) {
        return sign(boundClaims(person, delegation));
    }

    /** Bound to the delegation, for a gateway that stands in front of what the agent calls. */
    public String calling(String person, DelegationState delegation) {
        return sign(boundClaims(person, delegation).audience("mandate-gateway").claim("scope", "tools:call"));
    }

    /** Of a person who calls through a gateway himself. */
    public String herself(String person) {
        return sign(claims(person, "tools:call", Instant.now()).audience("mandate-gateway"));
    }

    /** Of a person who signed in through a client, for a gateway that stands in front of what that client calls. */
    public String callingThrough(String client, String person) {
        return sign(claims(person, "tools:call", Instant.now())
                .audience("mandate-gateway")
                .claim("client_id", client));
    }

    /** Of somebody who runs the gateway. */
    public String operator(String scope) {
        return sign(claims("operator", scope, Instant.now()).audience("mandate-gateway"));
    }

    /** The same with another audience or scope. */
    public String calling(String person, DelegationState delegation, String audience, String scope) {
        return sign(boundClaims(person, delegation).audience(audience).claim("scope", scope));
    }

    private static JWTClaimsSet.Builder boundClaims(String person, DelegationState delegation) {
        return claims(person, "decisions:evaluate", Instant.now())
                .claim("client_id", delegation.agent().value())
                .claim("act", Map.of("sub", delegation.agent().value()))
                .claim("delegation_id", delegation.delegation().value())
                .claim("session_id", delegation.session().value());
    }

    private static JWTClaimsSet.Builder claims(String subject, String scope, Instant at) {
        return new JWTClaimsSet.Builder()
                .issuer("http://127.0.0.1:8081")
                .audience("mandate-authz")
                .subject(subject)
                .claim("client_id", subject)
                .claim("scope", scope)
                .issueTime(Date.from(at))
                .expirationTime(Date.from(at.plusSeconds(300)))
                .jwtID(UUID.randomUUID().toString());
    }

    private String sign(JWTClaimsSet.Builder claims) {
        try {
            var header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                    .type(new JOSEObjectType("at+jwt"))
                    .keyID(key.getKeyID())
                    .build();
            var jwt = new SignedJWT(header, claims.build());
            jwt.sign(new ECDSASigner(key));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }
}
