package dev.mandate.identity.browser;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mandate.events.digests.HmacSha256;
import dev.mandate.identity.keys.EncryptionSecrets;
import dev.mandate.identity.keys.KeyEncryption;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a browser carries for us between two pages: readable by it, for one purpose, until an end, and made by nobody else. So that
 * nothing has to be kept for those who only look.
 */
@ApplicationScoped
public class BrowserSeal {
    private static final int MAC_BYTES = 32;
    private static final int LONGEST = 16 * 1024;

    private final Supplier<EncryptionSecrets> secrets;
    private final InstantSource clock;

    @Inject
    BrowserSeal(KeyEncryption encryption, InstantSource clock) {
        this(encryption::secrets, clock);
    }

    BrowserSeal(Supplier<EncryptionSecrets> secrets, InstantSource clock) {
        this.secrets = secrets;
        this.clock = clock;
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
                .put(mac(keys().get(0), purpose, body))
                .array();
    }

    public Optional<byte[]> open(String purpose, byte[] sealed) {
        if (sealed.length < Long.BYTES + MAC_BYTES || sealed.length > LONGEST) return Optional.empty();
        var body = Arrays.copyOf(sealed, sealed.length - MAC_BYTES);
        var mac = Arrays.copyOfRange(sealed, body.length, sealed.length);
        if (keys().stream().noneMatch(key -> MessageDigest.isEqual(mac, mac(key, purpose, body))))
            return Optional.empty();
        var end = ByteBuffer.wrap(body).getLong();
        if (clock.instant().getEpochSecond() >= end) return Optional.empty();
        return Optional.of(Arrays.copyOfRange(body, Long.BYTES, body.length));
    }

    /** One of each secret, so that a page outlives a change of it. */
    private List<byte[]> keys() {
        return secrets.get().derived("mandate browser seal v1\n");
    }

    private static byte[] mac(byte[] key, String purpose, byte[] body) {
        var name = purpose.getBytes(UTF_8);
        var length = ByteBuffer.allocate(Integer.BYTES).putInt(name.length).array();
        return HmacSha256.by(key).of(length, name, body);
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
