package dev.mandate.identity.keys;

import dev.mandate.events.digests.Sha256;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * Secrets of clients, and what somebody carries in a cookie, a link or a code: 256 random bits, of which the SHA-256 hash is kept. A
 * slow hash protects what a person chose and a dictionary holds; nobody guesses 256 random bits, and endpoints stay fast.
 */
public final class RandomSecret {
    /** Characters of one. */
    public static final int LENGTH = 43;

    private static final SecureRandom RANDOM = new SecureRandom();

    private RandomSecret() {}

    public static String next() {
        var bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    public static byte[] hash(String secret) {
        return Sha256.of(secret).bytes();
    }

    /** Takes the same time whether or not they match. */
    public static boolean matches(String secret, byte[] hash) {
        return MessageDigest.isEqual(hash(secret), hash);
    }
}
