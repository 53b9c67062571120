package dev.mandate.events.ids;

import com.github.f4b6a3.ulid.Ulid;
import com.github.f4b6a3.ulid.UlidCreator;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the typed ids have in common: a prefix, and a body that is safe in a URL, a log line and a Cedar literal. */
final class IdText {
    private static final int MAX_BODY = 80;

    private IdText() {}

    static String next(String prefix) {
        return prefix + UlidCreator.getMonotonicUlid().toString().toLowerCase(Locale.ROOT);
    }

    /** When an id of {@link #next} was made, to the millisecond; null for any other. */
    static @Nullable Instant madeAt(String value, String prefix) {
        var ulid = value.substring(prefix.length());
        return Ulid.isValid(ulid) ? Ulid.from(ulid).getInstant() : null;
    }

    static boolean is(String value, String... prefixes) {
        for (var prefix : prefixes) if (value.startsWith(prefix) && isBody(value, prefix.length())) return true;
        return false;
    }

    static void require(String value, String kind, String... prefixes) {
        if (is(value, prefixes)) return;
        throw new IllegalArgumentException(kind + " must start with " + String.join(" or ", prefixes)
                + " and continue with 1 to 80 letters, digits, dots, dashes or underscores");
    }

    /** A loop and no regular expression: each decision makes and reads a dozen ids. */
    private static boolean isBody(String value, int from) {
        var length = value.length() - from;
        if (length < 1 || length > MAX_BODY) return false;
        for (int i = from; i < value.length(); i++) if (!isSafe(value.charAt(i))) return false;
        return true;
    }

    private static boolean isSafe(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= '0' && c <= '9')
                || (c >= 'A' && c <= 'Z')
                || c == '.'
                || c == '_'
                || c == '-';
    }
}
