package dev.mandate.authz.sessions;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.jspecify.annotations.Nullable;

/** Tells denials, which count for nothing and can be most of the topic, without reading them. */
final class DecisionBytes {
    private static final byte[] ALLOWED = "\"allowed\":true".getBytes(US_ASCII);
    private static final byte[] DENIED = "\"allowed\":false".getBytes(US_ASCII);

    private static final byte[] APPROVAL = "\"apr_".getBytes(US_ASCII);

    private DecisionBytes() {}

    /**
     * True only for a denial. Arguments can hold members of the same name, of whoever made the call: they can make a denial look
     * like what has to be read, but no allow like a denial.
     */
    static boolean denied(byte @Nullable [] value) {
        return value != null && contains(value, DENIED) && !contains(value, ALLOWED);
    }

    /** True for every decision that names an approval, and for some others. */
    static boolean approved(byte @Nullable [] value) {
        return value != null && contains(value, APPROVAL);
    }

    private static boolean contains(byte[] value, byte[] text) {
        for (var at = 0; at <= value.length - text.length; at++) if (startsAt(value, at, text)) return true;
        return false;
    }

    private static boolean startsAt(byte[] value, int at, byte[] text) {
        for (var i = 0; i < text.length; i++) if (value[at + i] != text[i]) return false;
        return true;
    }
}
