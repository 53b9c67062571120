package dev.mandate.events.identity;

import dev.mandate.events.digests.Sha256;
import java.util.Arrays;
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
        var hash = Sha256.of(source + '\0' + name).bytes();
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, BYTES));
    }
}
