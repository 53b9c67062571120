package dev.mandate.identity.attestation;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.mandate.identity.Api;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/** A backend of client applications that says of the keys of their instances whose they are. */
final class Attester {
    static final String ATTESTATION = "oauth-client-attestation+jwt";
    static final String PROOF = "oauth-client-attestation-pop+jwt";

    final String issuer = "https://attester-" + UUID.randomUUID() + ".example";
    final ECKey key = Api.key("att-" + UUID.randomUUID());

    /** The surface of no other test. */
    final String surface = "desktop-" + UUID.randomUUID();

    /** Trusted by the first client alone, in its first hour: every client that it attests is on its surface, and a hardened one on that of hardened ones. */
    Attester trusted() {
        return trusted(List.of(
                Map.of("surface", surface),
                Map.of("surface", surface + "/hardened", "claims", Map.of("/posture/hardened", "true"))));
    }

    Attester trusted(List<Map<String, Object>> surfaces) {
        var body = new HashMap<String, Object>(Map.of("issuer", issuer, "jwks", Api.jwks(key)));
        if (!surfaces.isEmpty()) body.put("surfaces", surfaces);
        Api.as(Api.admin()).body(body).post("/workload-issuers").then().statusCode(200);
        return this;
    }

    /** As it should be, but for what a test changes. */
    String attests(String client, ECKey instance, Consumer<JWTClaimsSet.Builder> changes) {
        var claims = new JWTClaimsSet.Builder()
                .issuer(issuer)
                .subject(client)
                .issueTime(new Date())
                .expirationTime(Date.from(Instant.now().plusSeconds(3_600)))
                .claim("cnf", Map.of("jwk", instance.toPublicJWK().toJSONObject()));
        changes.accept(claims);
        return signed(key, ATTESTATION, claims.build());
    }

    static String proves(ECKey instance, Consumer<JWTClaimsSet.Builder> changes) {
        var claims = new JWTClaimsSet.Builder()
                .audience(Api.US)
                .jwtID(UUID.randomUUID().toString())
                .issueTime(new Date());
        changes.accept(claims);
        return signed(instance, PROOF, claims.build());
    }

    static String signed(ECKey by, String type, JWTClaimsSet claims) {
        try {
            var jwt = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.ES256)
                            .type(new JOSEObjectType(type))
                            .keyID(by.getKeyID())
                            .build(),
                    claims);
            jwt.sign(new ECDSASigner(by));
            return jwt.serialize();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
