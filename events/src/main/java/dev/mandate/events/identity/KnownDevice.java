package dev.mandate.events.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Objects;

/**
 * A device of a person, of which a transmitter of signals has told.
 *
 * @param device {@code dev_…}, made of its transmitter and how that names it, which it doesn't tell
 * @param posture what was told of it last
 */
public record KnownDevice(String device, DevicePosture posture) {
    /** Of a person at most so many are told of. */
    public static final int MOST = 20;

    private static final String PREFIX = "dev_";
    private static final int BYTES = 16;

    public KnownDevice {
        Objects.requireNonNull(device, "device is missing");
        Objects.requireNonNull(posture, "posture is missing");
    }

    /**
     * The same for whoever names the same device.
     *
     * @param source issuer of the transmitter, among whose devices it is
     * @param name of it there
     */
    public static String idOf(String source, String name) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(source.getBytes(UTF_8));
            digest.update((byte) 0);
            var hash = digest.digest(name.getBytes(UTF_8));
            var some = new byte[BYTES];
            System.arraycopy(hash, 0, some, 0, BYTES);
            return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(some);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
