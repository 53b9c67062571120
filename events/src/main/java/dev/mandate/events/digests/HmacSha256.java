package dev.mandate.events.digests;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * HMAC with SHA-256 by one key: 32 bytes that nobody makes who hasn't it.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc2104">RFC 2104, HMAC</a>
 */
public final class HmacSha256 {
    private static final String NAME = "HmacSHA256";

    private final SecretKeySpec key;

    private HmacSha256(byte[] key) {
        this.key = new SecretKeySpec(key, NAME);
    }

    /** @throws IllegalArgumentException if it is empty */
    public static HmacSha256 by(byte[] key) {
        return new HmacSha256(key);
    }

    /** By its UTF-8. */
    public static HmacSha256 by(String key) {
        return by(key.getBytes(UTF_8));
    }

    /** Of these one after the other: where one ends and the next begins makes no difference. */
    public byte[] of(byte[]... parts) {
        try {
            var mac = Mac.getInstance(NAME);
            mac.init(key);
            for (var part : parts) mac.update(part);
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + NAME, e);
        }
    }

    /** Of its UTF-8. */
    public byte[] of(String text) {
        return of(text.getBytes(UTF_8));
    }

    /** 64 digits, in lower case. */
    public String hex(byte[]... parts) {
        return HexFormat.of().formatHex(of(parts));
    }
}
