package dev.mandate.events.authz;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a decision would have been by policies that are watched before they count.
 *
 * @param version as {@code policyVersion} would have been
 * @param reason stable code of the obstacle; null for an allow
 * @param policies ids of the Cedar policies that would have decided
 */
public record ShadowOutcome(
        String version, boolean allowed, @Nullable String reason, List<String> policies) {
    public ShadowOutcome {
        Objects.requireNonNull(version, "version is missing");
        policies = policies == null ? List.of() : List.copyOf(policies);
    }
}
