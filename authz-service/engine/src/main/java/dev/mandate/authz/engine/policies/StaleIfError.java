package dev.mandate.authz.engine.policies;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long a permit goes on while what it was decided by can't be renewed, by {@code @stale_if_error("<seconds>")}: the name and the unit are those of
 * HTTP caches.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5861#section-4">RFC 5861 section 4</a>
 */
final class StaleIfError {
    static final String ANNOTATION = "stale_if_error";
    private static final int LONGEST_SECONDS = 3600;
    private static final String FORM =
            "stale_if_error is a number of seconds from 1 to " + LONGEST_SECONDS + ", on a permit";

    private StaleIfError() {}

    /** Why an annotation can't be published; null if it can. */
    static @Nullable String refusal(String annotation, String value) {
        return !annotation.equals(ANNOTATION) || !of(value).isZero() ? null : FORM + ", not " + value;
    }

    /** Zero for what can't be read. */
    static Duration of(String value) {
        if (!value.matches("[0-9]{1,4}")) return Duration.ZERO;
        var seconds = Integer.parseInt(value);
        return seconds > LONGEST_SECONDS ? Duration.ZERO : Duration.ofSeconds(seconds);
    }
}
