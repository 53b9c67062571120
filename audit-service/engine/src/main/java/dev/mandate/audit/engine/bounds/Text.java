package dev.mandate.audit.engine.bounds;

import dev.mandate.events.cloudevents.EncodedText;

/** Text that outsiders wrote, within a number of bytes as it is written, and without half characters, which UTF-8 has none for. */
public final class Text {
    private static final int MAX_CHARACTERS = 1024;
    private static final int MAX_BYTES = 3 * MAX_CHARACTERS;
    private static final int DIGEST = 16;
    private static final String CUT = "…";

    private Text() {}

    /** What rules see of a text: its first 1,024 characters, fewer where they are such as JSON escapes. */
    public static String clean(String text) {
        return EncodedText.cut(text.length() <= MAX_CHARACTERS ? text : text.substring(0, MAX_CHARACTERS), MAX_BYTES);
    }

    /** For people: what was longer ends with an ellipsis. */
    public static String shown(String text, int maxBytes) {
        var whole = EncodedText.cut(text, maxBytes);
        return whole.length() == text.length() ? whole : EncodedText.cut(text, maxBytes - EncodedText.bytes(CUT)) + CUT;
    }

    /** For what is told apart by it: what was longer ends with a digest, so that no two become one. */
    public static String name(String text, int maxBytes) {
        var whole = EncodedText.cut(text, maxBytes);
        return whole.length() == text.length()
                ? whole
                : EncodedText.cut(text, maxBytes - DIGEST - 1) + "~"
                        + Fingerprint.of(text).substring(0, DIGEST);
    }
}
