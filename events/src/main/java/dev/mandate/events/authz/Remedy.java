package dev.mandate.events.authz;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One thing that would have changed a denial: into an allow, or into the next obstacle.
 *
 * @param kind stable code, such as {@code grant_role}
 * @param about the identity, delegation, resource or stream; null where it is about the call
 * @param value the role, tool, argument or policy; null where the kind says it all
 */
public record Remedy(
        String kind, @Nullable String about, @Nullable String value) {
    public Remedy {
        Objects.requireNonNull(kind, "kind is missing");
    }
}
