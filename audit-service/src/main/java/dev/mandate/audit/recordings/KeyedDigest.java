package dev.mandate.audit.recordings;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tells whether two values are equal without showing either, to whoever hasn't the key: the first 96 bits of an HMAC-SHA256, so that
 * nobody finds a telephone number by trying all of them.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc2104">RFC 2104</a>
 */
final class KeyedDigest {
    private static final int SHORTEST_KEY = 32;
    private static final int BYTES = 12;
    private static final int NAME_BYTES = 2;

    private final SecretKeySpec key;
    private final String name;

    private KeyedDigest(String key) {
        this.key = new SecretKeySpec(key.getBytes(UTF_8), "HmacSHA256");
        this.name = hex(mac("mandate recording key"), NAME_BYTES);
    }

    /** @throws IllegalArgumentException if the key is too short to keep anything from being found out */
    static Optional<KeyedDigest> of(Optional<String> key) {
        key.filter(text -> text.length() < SHORTEST_KEY).ifPresent(text -> {
            throw new IllegalArgumentException(
                    "mandate.recordings.key needs at least " + SHORTEST_KEY + " random characters");
        });
        return key.map(KeyedDigest::new);
    }

    /** {@code hmac:}, four digits that tell keys apart, and the digest. */
    String of(String value) {
        return "hmac:" + name + ":" + hex(mac("value\0" + value), BYTES);
    }

    private byte[] mac(String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(text.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String hex(byte[] bytes, int many) {
        return HexFormat.of().formatHex(Arrays.copyOf(bytes, many));
    }
}
