package dev.mandate.authz.policies;

import dev.mandate.authz.cedar.PolicySet;
import org.jspecify.annotations.Nullable;

/**
 * The policies in force, as one immutable thing.
 *
 * @param version digest of the files that it was read from
 */
public record PolicyBook(PolicySet policies, String version) {
    private static final String REASON = "reason";

    /** What the author wrote in {@code @reason("…")}; null where he wrote nothing. */
    public @Nullable String reason(String policyId) {
        return policies.annotations(policyId).get(REASON);
    }
}
