package dev.mandate.messaging.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * An error as the caller sees it, {@code application/problem+json}.
 *
 * @param type {@code urn:mandate:problem:} and a stable code
 * @param title what to do about it
 * @param field JSON pointer into the body, or the name of the parameter; null where it isn't about one
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a>
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
        String type,
        String title,
        int status,
        @Nullable String detail,
        @Nullable String field) {
    public static final String MEDIA_TYPE = "application/problem+json";
    private static final String PREFIX = "urn:mandate:problem:";

    public static Problem of(int status, String code, String title, @Nullable String detail, @Nullable String field) {
        return new Problem(PREFIX + code, title, status, detail, field);
    }
}
