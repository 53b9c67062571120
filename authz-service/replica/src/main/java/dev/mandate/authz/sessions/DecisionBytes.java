package dev.mandate.authz.sessions;

import dev.mandate.messaging.records.ByteText;
import org.jspecify.annotations.Nullable;

/** Tells denials, which count for nothing and can be most of the topic, without reading them. */
final class DecisionBytes {
    private static final ByteText ALLOWED = ByteText.of("\"allowed\":true");
    private static final ByteText DENIED = ByteText.of("\"allowed\":false");

    private static final ByteText APPROVAL = ByteText.of("\"apr_");

    private DecisionBytes() {}

    /**
     * True only for a denial. Arguments can hold members of the same name, of whoever made the call: they can make a denial look
     * like what has to be read, but no allow like a denial.
     */
    static boolean denied(byte @Nullable [] value) {
        return DENIED.isIn(value) && !ALLOWED.isIn(value);
    }

    /** True for every decision that names an approval, and for some others. */
    static boolean approved(byte @Nullable [] value) {
        return APPROVAL.isIn(value);
    }
}
