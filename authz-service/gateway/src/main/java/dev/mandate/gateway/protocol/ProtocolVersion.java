package dev.mandate.gateway.protocol;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Versions of MCP that are spoken here, the newest first. */
public enum ProtocolVersion {
    /** Every request says for itself which version it is of; no sessions. */
    V2026_07_28("2026-07-28", true),
    /** A session begins with {@code initialize}. */
    V2025_11_25("2025-11-25", false),
    V2025_06_18("2025-06-18", false),
    V2025_03_26("2025-03-26", false);

    private final String text;
    private final boolean stateless;

    ProtocolVersion(String text, boolean stateless) {
        this.text = text;
        this.stateless = stateless;
    }

    /** As it is written in headers and bodies. */
    public String text() {
        return text;
    }

    public boolean stateless() {
        return stateless;
    }

    public static Optional<ProtocolVersion> of(@Nullable String text) {
        return Arrays.stream(values())
                .filter(version -> version.text.equals(text))
                .findFirst();
    }

    /** What {@code initialize} agrees on: the version asked for, else the newest that has sessions. */
    public static ProtocolVersion agreed(@Nullable String asked) {
        return of(asked).filter(version -> !version.stateless).orElse(V2025_11_25);
    }

    public static List<String> texts() {
        return Arrays.stream(values()).map(ProtocolVersion::text).toList();
    }
}
