package dev.mandate.identity;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.mandate.messaging.security.Ed25519;

/** A publisher of applications that is known by its key. */
public final class Publishers {
    public static final String ISSUER = "https://publisher.example";

    private static final OctetKeyPair KEY = Ed25519.generate("publisher");
    static final String JWKS = new JWKSet(KEY).toString(true);

    private Publishers() {}

    /** What it says of an application. */
    public static String states(JWTClaimsSet claims) throws Exception {
        return states(claims, KEY);
    }

    public static String states(JWTClaimsSet claims, OctetKeyPair key) throws Exception {
        var statement = new SignedJWT(new JWSHeader(JWSAlgorithm.EdDSA), claims);
        statement.sign(Ed25519.signer(key));
        return statement.serialize();
    }
}
