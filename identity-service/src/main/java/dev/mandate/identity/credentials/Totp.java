package dev.mandate.identity.credentials;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Codes of authenticator apps: six digits that change every 30 seconds, by HMAC-SHA-1, which is what all of them know.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6238">RFC 6238</a>
 */
final class Totp {
    static final int DIGITS = 6;
    static final int PERIOD = 30;

    /** As long as the hash, RFC 4226 section 4. */
    private static final int SECRET_BYTES = 20;

    private static final SecureRandom RANDOM = new SecureRandom();

    private Totp() {}

    static byte[] newSecret() {
        var secret = new byte[SECRET_BYTES];
        RANDOM.nextBytes(secret);
        return secret;
    }

    /**
     * Which step a code is of: the present one, or one before or after it, since clocks differ.
     *
     * @param after only a later one counts, so that each is used once
     * @return empty for a code of none of these
     */
    static OptionalLong step(byte[] secret, String code, Instant now, long after) {
        var present = now.getEpochSecond() / PERIOD;
        var found = OptionalLong.empty();
        for (var step = present - 1; step <= present + 1; step++)
            if (step > after && same(code(secret, step), code)) found = OptionalLong.of(step);
        return found;
    }

    /** RFC 4226 section 5.3. */
    static String code(byte[] secret, long step) {
        var hash = hash(secret, step);
        var offset = hash[hash.length - 1] & 0xf;
        var number = ByteBuffer.wrap(hash).getInt(offset) & 0x7fffffff;
        return "%06d".formatted(number % 1_000_000);
    }

    private static byte[] hash(byte[] secret, long step) {
        try {
            var mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(secret, "HmacSHA1"));
            return mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA1", e);
        }
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
