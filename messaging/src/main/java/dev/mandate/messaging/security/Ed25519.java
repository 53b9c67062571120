package dev.mandate.messaging.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.impl.EdDSAProvider;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Signatures by Ed25519 of the Java platform, for JWTs: the library has them of Tink alone, which would bring 3 MB for what is there.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8037">RFC 8037</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8410#section-7">RFC 8410, by which keys are encoded</a>
 */
public final class Ed25519 {
    private static final String NAME = "Ed25519";
    private static final int BYTES = 32;
    private static final byte[] PUBLIC = HexFormat.of().parseHex("302a300506032b6570032100");
    private static final byte[] PRIVATE = HexFormat.of().parseHex("302e020100300506032b657004220420");

    private Ed25519() {}

    /** A new key pair. */
    public static OctetKeyPair generate(String keyId) {
        try {
            var pair = KeyPairGenerator.getInstance(NAME).generateKeyPair();
            return new OctetKeyPair.Builder(Curve.Ed25519, last(pair.getPublic().getEncoded()))
                    .d(last(pair.getPrivate().getEncoded()))
                    .keyID(keyId)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.EdDSA)
                    .build();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform from 15 on has Ed25519", e);
        }
    }

    /** @throws IllegalArgumentException if it is no private key of this kind */
    public static JWSSigner signer(OctetKeyPair key) {
        if (!Curve.Ed25519.equals(key.getCurve()) || key.getD() == null)
            throw new IllegalArgumentException("no private key on Ed25519");
        try {
            return new Signer(KeyFactory.getInstance(NAME)
                    .generatePrivate(new PKCS8EncodedKeySpec(encoded(PRIVATE, key.getD()))));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("no private key on Ed25519", e);
        }
    }

    /** Whether it signed just these bytes; false too for a key or a signature that is none. */
    static boolean verifies(OctetKeyPair key, byte[] signed, Base64URL signature) {
        try {
            PublicKey point =
                    KeyFactory.getInstance(NAME).generatePublic(new X509EncodedKeySpec(encoded(PUBLIC, key.getX())));
            var check = Signature.getInstance(NAME);
            check.initVerify(point);
            check.update(signed);
            return check.verify(signature.decode());
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    private static byte[] encoded(byte[] prefix, Base64URL key) {
        var bytes = key.decode();
        if (bytes.length != BYTES) throw new IllegalArgumentException("a key on Ed25519 has 32 bytes");
        var all = Arrays.copyOf(prefix, prefix.length + BYTES);
        System.arraycopy(bytes, 0, all, prefix.length, BYTES);
        return all;
    }

    private static Base64URL last(byte[] encoded) {
        return Base64URL.encode(Arrays.copyOfRange(encoded, encoded.length - BYTES, encoded.length));
    }

    private static final class Signer extends EdDSAProvider implements JWSSigner {
        private final PrivateKey key;

        Signer(PrivateKey key) {
            this.key = key;
        }

        @Override
        public Base64URL sign(JWSHeader header, byte[] input) throws JOSEException {
            try {
                var signature = Signature.getInstance(NAME);
                signature.initSign(key);
                signature.update(input);
                return Base64URL.encode(signature.sign());
            } catch (GeneralSecurityException e) {
                throw new JOSEException("can't sign by Ed25519", e);
            }
        }
    }
}
