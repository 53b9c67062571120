package dev.mandate.cli.running;

import dev.mandate.embedded.Credentials;
import java.nio.file.Path;
import java.util.List;

/** First-run secrets of the services and the console, kept with owner-only permission beside the broker's passwords. */
public record Secrets(
        String adminSecret,
        String keyEncryptionSecret,
        String consoleSecret,
        String recordingsKey,
        String trailKey,
        String receiptsSecret) {
    static Secrets loadOrCreate(Path file) {
        var kept = Credentials.loadOrCreate(
                file,
                List.of(
                        "admin-client",
                        "key-encryption",
                        "console-client",
                        "recordings-key",
                        "trail-key",
                        "receipts-secret"));
        return new Secrets(
                kept.password("admin-client"),
                kept.password("key-encryption"),
                kept.password("console-client"),
                kept.password("recordings-key"),
                kept.password("trail-key"),
                kept.password("receipts-secret"));
    }

    /** As the running system has them. */
    public static Secrets of(Layout layout) {
        return loadOrCreate(layout.data().resolve("secrets"));
    }
}
