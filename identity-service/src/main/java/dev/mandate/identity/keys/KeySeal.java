package dev.mandate.identity.keys;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-256-GCM under a key that is derived from configuration: whoever reads the database alone can't sign. A single hash
 * derives it, since the secret is random and not a password.
 *
 * @see <a href="https://nvlpubs.nist.gov/nistpubs/Legacy/SP/nistspecialpublication800-38d.pdf">NIST SP 800-38D</a>
 */
final class KeySeal {
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SecretKeySpec key;

    /** @throws IllegalArgumentException if the secret is too short to be random */
    KeySeal(String secret) {
        this(secret, "mandate signing keys v1\n");
    }

    /** @param purpose another one is another key */
    KeySeal(String secret, String purpose) {
        if (secret.length() < 32) {
            throw new IllegalArgumentException("mandate.key-encryption-secret needs at least 32 random characters");
        }
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(purpose.getBytes(UTF_8));
            key = new SecretKeySpec(digest.digest(secret.getBytes(UTF_8)), "AES");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("SHA-256 is missing", e);
        }
    }

    /** @param keyId is authenticated with it, so that rows can't be swapped */
    byte[] seal(String keyId, byte[] plain) {
        var nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        try {
            var sealed = cipher(Cipher.ENCRYPT_MODE, keyId, nonce).doFinal(plain);
            return ByteBuffer.allocate(NONCE_BYTES + sealed.length)
                    .put(nonce)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot seal " + keyId, e);
        }
    }

    /** @throws IllegalStateException if the secret is another one or the row was changed */
    byte[] open(String keyId, byte[] sealed) {
        try {
            var nonce = Arrays.copyOf(sealed, NONCE_BYTES);
            return cipher(Cipher.DECRYPT_MODE, keyId, nonce).doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "what is sealed of " + keyId + " does not open with mandate.key-encryption-secret", e);
        }
    }

    private Cipher cipher(int mode, String keyId, byte[] nonce) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(keyId.getBytes(UTF_8));
        return cipher;
    }
}
