package dev.mandate.messaging.http;

import org.jspecify.annotations.Nullable;

/** A body that names a version of what was published: {@code {"version": 3}}. */
public record VersionNumber(@Nullable Long version) {
    /** @throws ProblemException 400 if there is no body, or no number in it */
    public static Long required(@Nullable VersionNumber body) {
        if (body == null || body.version() == null)
            throw new ProblemException(400, "invalid-body", "Name the version, a number", "/version");
        return body.version();
    }
}
