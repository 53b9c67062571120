package dev.mandate.events.ids;

import com.github.f4b6a3.ulid.UlidCreator;
import java.util.Locale;
import java.util.regex.Pattern;

/** What the typed ids have in common: a prefix, and a body that is safe in a URL, a log line and a Cedar literal. */
final class IdText {
    private static final Pattern BODY = Pattern.compile("[0-9A-Za-z._-]{1,80}");

    private IdText() {}

    static String next(String prefix) {
        return prefix + UlidCreator.getMonotonicUlid().toString().toLowerCase(Locale.ROOT);
    }

    static void require(String value, String kind, String... prefixes) {
        for (var prefix : prefixes) {
            if (value.startsWith(prefix)
                    && BODY.matcher(value.substring(prefix.length())).matches()) return;
        }
        throw new IllegalArgumentException(kind + " must start with " + String.join(" or ", prefixes)
                + " and continue with 1 to 80 letters, digits, dots, dashes or underscores");
    }
}
