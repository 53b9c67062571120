package dev.mandate.audit.recordings;

import dev.mandate.events.digests.HmacSha256;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Tells whether two values are equal without showing either, to whoever hasn't the key: the first 96 bits of an HMAC-SHA256, so that
 * nobody finds a telephone number by trying all of them.
 */
final class KeyedDigest {
    private static final int SHORTEST_KEY = 32;
    private static final int BYTES = 12;
    private static final int NAME_BYTES = 2;

    private final HmacSha256 key;
    private final String name;

    private KeyedDigest(String key) {
        this.key = HmacSha256.by(key);
        this.name = hex(this.key.of("mandate recording key"), NAME_BYTES);
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
        return "hmac:" + name + ":" + hex(key.of("value\0" + value), BYTES);
    }

    private static String hex(byte[] bytes, int many) {
        return HexFormat.of().formatHex(bytes, 0, many);
    }
}
