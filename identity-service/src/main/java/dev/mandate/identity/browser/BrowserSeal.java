package dev.mandate.identity.browser;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mandate.identity.keys.KeyConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a browser carries for us between two pages: readable by it, for one purpose, until an end, and made by nobody else. So that
 * nothing has to be kept for those who only look.
 */
@ApplicationScoped
public class BrowserSeal {
    private static final int MAC_BYTES = 32;
    private static final int LONGEST = 16 * 1024;

    private final SecretKeySpec key;
    private final InstantSource clock;

    BrowserSeal(KeyConfig config, InstantSource clock) {
        this.clock = clock;
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update("mandate browser seal v1\n".getBytes(UTF_8));
            this.key =
                    new SecretKeySpec(digest.digest(config.keyEncryptionSecret().getBytes(UTF_8)), "HmacSHA256");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("SHA-256 is missing", e);
        }
    }

    /** @param purpose what it is for and whose it is: it opens for the same alone */
    public String seal(String purpose, Duration lifetime, String content) {
        return text(seal(purpose, lifetime, content.getBytes(UTF_8)));
    }

    /** Empty for what we didn't seal, for this purpose, or what has ended. */
    public Optional<String> open(String purpose, String sealed) {
        if (sealed.length() > LONGEST) return Optional.empty();
        try {
            return open(purpose, Base64.getUrlDecoder().decode(sealed)).map(content -> new String(content, UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Eight bytes of time and a MAC of 32 longer than the content. */
    public byte[] seal(String purpose, Duration lifetime, byte[] content) {
        var end = clock.instant().plus(lifetime).getEpochSecond();
        var body = ByteBuffer.allocate(Long.BYTES + content.length)
                .putLong(end)
                .put(content)
                .array();
        return ByteBuffer.allocate(body.length + MAC_BYTES)
                .put(body)
                .put(mac(purpose, body))
                .array();
    }

    public Optional<byte[]> open(String purpose, byte[] sealed) {
        if (sealed.length < Long.BYTES + MAC_BYTES || sealed.length > LONGEST) return Optional.empty();
        var body = Arrays.copyOf(sealed, sealed.length - MAC_BYTES);
        var mac = Arrays.copyOfRange(sealed, body.length, sealed.length);
        if (!MessageDigest.isEqual(mac, mac(purpose, body))) return Optional.empty();
        var end = ByteBuffer.wrap(body).getLong();
        if (clock.instant().getEpochSecond() >= end) return Optional.empty();
        return Optional.of(Arrays.copyOfRange(body, Long.BYTES, body.length));
    }

    private byte[] mac(String purpose, byte[] body) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            var name = purpose.getBytes(UTF_8);
            mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(name.length).array());
            mac.update(name);
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC with SHA-256 is missing", e);
        }
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
