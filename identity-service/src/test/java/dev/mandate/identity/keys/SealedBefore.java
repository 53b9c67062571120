package dev.mandate.identity.keys;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Seals as versions before {@link Sealing} did. */
final class SealedBefore {
    private SealedBefore() {}

    static byte[] value(String secret, SealedFor use, String owner, byte[] plain) {
        var nonce = new byte[12];
        new SecureRandom().nextBytes(nonce);
        var key = new EncryptionSecrets(List.of(secret)).derived(use.text).get(0);
        try {
            var cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
            cipher.updateAAD(owner.getBytes(UTF_8));
            var sealed = cipher.doFinal(plain);
            return ByteBuffer.allocate(nonce.length + sealed.length)
                    .put(nonce)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
