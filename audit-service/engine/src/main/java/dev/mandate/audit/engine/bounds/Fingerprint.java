package dev.mandate.audit.engine.bounds;

import dev.mandate.events.digests.Sha256;
import java.nio.charset.StandardCharsets;

/** A digest of texts, with their borders, in 128 bits of SHA-256. */
public final class Fingerprint {
    private Fingerprint() {}

    public static String of(String... parts) {
        var sha256 = Sha256.begun();
        for (var part : parts) {
            var bytes = part.getBytes(StandardCharsets.UTF_8);
            sha256.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
            sha256.update(bytes);
        }
        return Sha256.ended(sha256).hex(16);
    }
}
