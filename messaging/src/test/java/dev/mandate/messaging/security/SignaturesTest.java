package dev.mandate.messaging.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.math.BigInteger;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignaturesTest {
    private static final RSAKey RSA = rsa(2048);
    private static final RSAKey OTHER_RSA = rsa(2048);
    private static final ECKey EC = ec(Curve.P_256);
    private static final OctetKeyPair EDWARDS = Ed25519.generate("edwards");

    /** Of one kind each, with the algorithm that it signs by. */
    static JWK keyFor(String algorithm) {
        return switch (algorithm) {
            case "RS256", "RS384", "RS512", "PS256", "PS384", "PS512" -> RSA;
            case "ES256" -> EC;
            case "ES384" -> ec(Curve.P_384);
            case "ES512" -> ec(Curve.P_521);
            default -> EDWARDS;
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"ES256", "ES384", "ES512", "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "EdDSA"})
    void what_a_key_signed_it_signed_and_no_other_key_and_no_other_text(String algorithm) throws Exception {
        var key = keyFor(algorithm);
        var token = signed(algorithm, key);
        assertThat(Signatures.verifies(token, key.toPublicJWK())).isTrue();
        assertThat(Signatures.verifies(token, other(key))).isFalse();
        var parts = token.serialize().split("\\.");
        assertThat(Signatures.verifies(
                        SignedJWT.parse(parts[0] + "." + Base64URL.encode("{\"sub\":\"other\"}") + "." + parts[2]),
                        key))
                .isFalse();
        for (var bytes : List.of(1, 64, 256))
            assertThat(Signatures.verifies(
                            SignedJWT.parse(parts[0] + "." + parts[1] + "." + Base64URL.encode(new byte[bytes])), key))
                    .as(bytes + " zeros")
                    .isFalse();
    }

    @Test
    void no_secret_is_made_of_a_public_key() throws Exception {
        for (var secret : List.of(
                RSA.toRSAPublicKey().getEncoded(),
                RSA.toPublicJWK().toJSONString().getBytes(),
                EC.toECPublicKey().getEncoded(),
                EDWARDS.getX().toString().getBytes()))
            for (var key : List.<JWK>of(RSA, EC, EDWARDS))
                assertThat(Signatures.verifies(signed(JWSAlgorithm.HS256, new MACSigner(secret)), key))
                        .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "ES384, ES256",
        "ES256, ES384",
        "RS384, ES384",
        "ES512, RS512",
        "HS256, PS512",
        "ES256K, ES256",
        "none, RS256"
    })
    void the_key_says_what_it_may_sign_by_and_not_the_token(String claimed, String algorithm) {
        assertThat(Signatures.of(keyFor(algorithm)).stream().map(JWSAlgorithm::getName))
                .contains(algorithm)
                .doesNotContain(claimed);
    }

    @Test
    void a_key_of_another_kind_is_not_asked() throws Exception {
        assertThat(Signatures.verifies(signed("RS256", RSA), EC)).isFalse();
        assertThat(Signatures.verifies(signed("ES256", EC), RSA)).isFalse();
        assertThat(Signatures.verifies(signed("EdDSA", EDWARDS), EC)).isFalse();
        // As it is registered: read again, an algorithm is only a name.
        var forPss = JWK.parse(new RSAKey.Builder(RSA)
                .algorithm(JWSAlgorithm.PS256)
                .build()
                .toPublicJWK()
                .toJSONString());
        assertThat(Signatures.verifies(signed("RS256", RSA), forPss)).isFalse();
        assertThat(Signatures.verifies(signed("PS512", RSA), forPss)).isFalse();
        assertThat(Signatures.verifies(signed("PS256", RSA), forPss)).isTrue();
    }

    @Test
    void weak_strange_and_costly_keys_sign_nothing() {
        assertThat(Signatures.of(rsa(1024))).isEmpty();
        var costly = new RSAKey.Builder(
                        RSA.getModulus(),
                        Base64URL.encode(BigInteger.ONE
                                .shiftLeft(2000)
                                .add(BigInteger.ONE)
                                .toByteArray()))
                .build();
        assertThat(Signatures.of(costly)).isEmpty();
        var large = new RSAKey.Builder(
                        Base64URL.encode(BigInteger.ONE
                                .shiftLeft(9000)
                                .add(BigInteger.ONE)
                                .toByteArray()),
                        RSA.getPublicExponent())
                .build();
        assertThat(Signatures.of(large)).isEmpty();
        assertThat(Signatures.of(new OctetKeyPair.Builder(Curve.X25519, EDWARDS.getX()).build()))
                .isEmpty();
        assertThat(Signatures.of(new ECKey.Builder(EC)
                        .keyUse(com.nimbusds.jose.jwk.KeyUse.ENCRYPTION)
                        .build()))
                .isEmpty();
        assertThat(Signatures.of(RSA).stream().map(JWSAlgorithm::getName))
                .containsExactlyInAnyOrder("RS256", "RS384", "RS512", "PS256", "PS384", "PS512");
        assertThat(Signatures.ALGORITHMS)
                .containsAll(
                        Signatures.of(RSA).stream().map(JWSAlgorithm::getName).toList());
    }

    @Test
    void what_must_be_understood_and_is_not_counts_as_wrong() throws Exception {
        var header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                .criticalParams(Set.of("b64"))
                .base64URLEncodePayload(true)
                .build();
        var token =
                new SignedJWT(header, new JWTClaimsSet.Builder().subject("one").build());
        token.sign(new ECDSASigner(EC));
        assertThat(Signatures.verifies(token, EC)).isFalse();
    }

    @Test
    void of_several_keys_the_one_that_is_named_counts() throws Exception {
        var keys = new JWKSet(List.of(other(EC), EC, RSA)).toPublicJWKSet();
        assertThat(Signatures.verifies(signed("ES256", EC), keys)).isTrue();
        var named = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("another").build(), new JWTClaimsSet.Builder().build());
        named.sign(new ECDSASigner(EC));
        assertThat(Signatures.verifies(named, keys)).isFalse();
    }

    static SignedJWT signed(String algorithm, JWK key) throws Exception {
        return signed(JWSAlgorithm.parse(algorithm), signer(key));
    }

    private static SignedJWT signed(JWSAlgorithm algorithm, JWSSigner signer) throws Exception {
        var token = new SignedJWT(
                new JWSHeader.Builder(algorithm).type(JOSEObjectType.JWT).build(),
                new JWTClaimsSet.Builder().subject("one").build());
        token.sign(signer);
        return token;
    }

    static JWSSigner signer(JWK key) throws Exception {
        if (key instanceof RSAKey rsa) return new RSASSASigner(rsa);
        if (key instanceof ECKey ec) return new ECDSASigner(ec);
        return Ed25519.signer((OctetKeyPair) key);
    }

    private static JWK other(JWK key) throws Exception {
        if (key instanceof RSAKey) return OTHER_RSA;
        if (key instanceof ECKey ec) return ec(ec.getCurve());
        return Ed25519.generate("other");
    }

    private static RSAKey rsa(int bits) {
        try {
            return new RSAKeyGenerator(bits, true).generate();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static ECKey ec(Curve curve) {
        try {
            return new ECKeyGenerator(curve).generate();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
