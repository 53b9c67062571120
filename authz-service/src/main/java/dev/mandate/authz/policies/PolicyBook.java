package dev.mandate.authz.policies;

import dev.mandate.authz.cedar.PolicySet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The policies in force, as one immutable thing.
 *
 * @param version what they are: {@code <set>/<version>} of each set in force, separated by commas; for files that stand in for
 *     a set, their digest
 * @param shadow the same with the versions that are only watched in place of the active ones; null while none is
 */
public record PolicyBook(
        PolicySet policies, String version, @Nullable PolicyBook shadow) {
    /** Permits nothing. */
    public static final PolicyBook NONE = new PolicyBook(PolicySet.compile(List.of()), "none");

    private static final String REASON = "reason";

    public PolicyBook(PolicySet policies, String version) {
        this(policies, version, null);
    }

    /** What the author wrote in {@code @reason("…")}; null where he wrote nothing. */
    public @Nullable String reason(String policyId) {
        return annotations(policyId).get(REASON);
    }

    /** Whatever the author noted on a policy. */
    public Map<String, String> annotations(String policyId) {
        return policies.annotations(policyId);
    }
}
