package dev.mandate.messaging.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import java.security.KeyPairGenerator;
import java.security.Security;
import java.security.Signature;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NativeSignaturesTest {
    private static final String JDK = "SunEC";
    private static final byte[] TEXT = {1, 2, 3};

    @BeforeAll
    static void they_are_there() {
        assumeThat(System.getProperty("os.name") + ' ' + System.getProperty("os.arch"))
                .as("a platform that AWS-LC is for")
                .matches("Linux (amd64|aarch64)|Mac OS X aarch64");
        NativeSignatures.install();
        assertThat(Security.getProvider(NativeSignatures.NAME))
                .as("this platform has AWS-LC")
                .isNotNull();
    }

    @Test
    void whoever_asks_the_jdk_for_such_a_signature_gets_them() throws Exception {
        var key = key(Curve.P_256);
        var signature = Signature.getInstance("SHA256withECDSA");
        signature.initVerify(key.toECPublicKey());
        assertThat(signature.getProvider().getName()).isEqualTo(NativeSignatures.NAME);
    }

    @ParameterizedTest
    @CsvSource({"P-256, ES256", "P-384, ES384", "P-521, ES512"})
    void what_they_sign_the_jdk_takes_and_they_take_what_it_signs(String curve, String algorithm) throws Exception {
        var key = key(Curve.parse(curve));
        var theirs = signed(key, algorithm, null);
        var jdks = signed(key, algorithm, JDK);
        assertThat(verified(theirs, key, JDK)).isTrue();
        assertThat(verified(jdks, key, null)).isTrue();
        assertThat(verified(theirs, key, null)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"SHA256withRSA, RSA, SunRsaSign", "Ed25519, Ed25519, SunEC"})
    void so_they_do_of_other_kinds_of_keys(String algorithm, String kind, String jdk) throws Exception {
        var pair = KeyPairGenerator.getInstance(kind, jdk).generateKeyPair();
        for (var providers : List.of(List.of(jdk, NativeSignatures.NAME), List.of(NativeSignatures.NAME, jdk))) {
            var signing = Signature.getInstance(algorithm, providers.get(0));
            signing.initSign(pair.getPrivate());
            signing.update(TEXT);
            var signature = signing.sign();
            var checking = Signature.getInstance(algorithm, providers.get(1));
            checking.initVerify(pair.getPublic());
            checking.update(TEXT);
            assertThat(checking.verify(signature)).isTrue();
            checking.update(new byte[1]);
            assertThat(checking.verify(signature)).isFalse();
        }
        var signing = Signature.getInstance(algorithm);
        signing.initSign(pair.getPrivate());
        assertThat(signing.getProvider().getName()).isEqualTo(NativeSignatures.NAME);
    }

    /** As it is kept and read again. */
    @Test
    void a_key_of_RSA_is_made_by_them_and_is_the_jdks_as_well() throws Exception {
        assertThat(KeyPairGenerator.getInstance("RSA").getProvider().getName()).isEqualTo(NativeSignatures.NAME);
        var key = new RSAKeyGenerator(2048).keyID("made").generate();
        assertThat(key.size()).isEqualTo(2048);
        assertThat(key.toRSAPublicKey().getPublicExponent()).isEqualTo(RSAKeyGenParameterSpec.F4);
        var kept = RSAKey.parse(key.toJSONString());
        for (var provider : List.of("SunRsaSign", NativeSignatures.NAME)) {
            var signing = Signature.getInstance("SHA256withRSA", provider);
            signing.initSign(kept.toPrivateKey());
            signing.update(TEXT);
            var checking = Signature.getInstance("SHA256withRSA", "SunRsaSign");
            checking.initVerify(kept.toPublicKey());
            checking.update(TEXT);
            assertThat(checking.verify(signing.sign())).as(provider).isTrue();
        }
        assertThat(new RSAKeyGenerator(2048).generate().getModulus()).isNotEqualTo(key.getModulus());
    }

    /** RFC 5802, section 2.2; a password that is longer than a block, of 128 bytes, is one by its digest. */
    @ParameterizedTest
    @ValueSource(ints = {1, 20, 64, 127, 128, 129, 131, 300})
    void the_password_of_a_connection_is_shown_by_them_as_by_the_jdk(int length) throws Exception {
        var password = new SecretKeySpec("p".repeat(length).getBytes(UTF_8), "HmacSHA512");
        var theirs = Mac.getInstance("HmacSHA512");
        var jdks = Mac.getInstance("HmacSHA512", "SunJCE");
        theirs.init(password);
        jdks.init(password);
        assertThat(theirs.getProvider().getName()).isEqualTo(NativeSignatures.NAME);
        var last = TEXT;
        for (var i = 0; i < 100; i++) {
            var expected = jdks.doFinal(last);
            assertThat(theirs.doFinal(last)).isEqualTo(expected);
            last = expected;
        }
    }

    @Test
    void another_key_another_text_or_no_numbers_at_all_are_refused() throws Exception {
        var key = key(Curve.P_256);
        var token = signed(key, "ES256", null);
        assertThat(verified(token, key(Curve.P_256), null)).isFalse();
        var parts = token.split("\\.");
        assertThat(verified(parts[0] + "." + Base64URL.encode("{\"sub\":\"other\"}") + "." + parts[2], key, null))
                .isFalse();
        assertThat(verified(parts[0] + "." + parts[1] + "." + Base64URL.encode(new byte[64]), key, null))
                .isFalse();
    }

    @Test
    void other_signatures_stay_the_jdks() throws Exception {
        assertThat(Signature.getInstance("SHA512withRSA").getProvider().getName())
                .isNotEqualTo(NativeSignatures.NAME);
        assertThatThrownBy(() -> Signature.getInstance("Ed448", NativeSignatures.NAME))
                .hasMessageContaining("Ed448");
    }

    private static ECKey key(Curve curve) throws Exception {
        return new ECKeyGenerator(curve).generate();
    }

    private static String signed(ECKey key, String algorithm, String provider) throws Exception {
        var jws = new JWSObject(new JWSHeader(JWSAlgorithm.parse(algorithm)), new Payload("{\"sub\":\"one\"}"));
        var signer = new ECDSASigner(key);
        if (provider != null) signer.getJCAContext().setProvider(Security.getProvider(provider));
        jws.sign(signer);
        return jws.serialize();
    }

    private static boolean verified(String jws, ECKey key, String provider) throws Exception {
        var verifier = new ECDSAVerifier(key.toPublicJWK());
        if (provider != null) verifier.getJCAContext().setProvider(Security.getProvider(provider));
        return JWSObject.parse(jws).verify(verifier);
    }
}
