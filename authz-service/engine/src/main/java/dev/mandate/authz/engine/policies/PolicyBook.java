package dev.mandate.authz.engine.policies;

import dev.mandate.authz.engine.cedar.Answer;
import dev.mandate.authz.engine.cedar.PolicySet;
import dev.mandate.events.authz.Authentication;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The policies in force, as one immutable thing.
 *
 * @param version what they are: {@code <set>/<version>} of each set in force, separated by commas; for files that stand in for
 *     a set, their digest
 * @param demands by policy, what its obligations are; policies without any are not in it
 * @param shadow the same with the versions that are only watched in place of the active ones; null while none is
 */
public record PolicyBook(
        PolicySet policies, String version, @Nullable PolicyBook shadow, Map<String, List<Demand>> demands) {
    /** Permits nothing. */
    public static final PolicyBook NONE = new PolicyBook(PolicySet.compile(List.of()), "none");

    private static final String REASON = "reason";

    public PolicyBook(PolicySet policies, String version, @Nullable PolicyBook shadow) {
        this(policies, version, shadow, demands(policies));
    }

    public PolicyBook(PolicySet policies, String version) {
        this(policies, version, null);
    }

    private static Map<String, List<Demand>> demands(PolicySet policies) {
        var demands = new HashMap<String, List<Demand>>();
        for (var policy : policies.policies()) {
            var annotation = policy.annotations().get(Demand.ANNOTATION);
            if (annotation != null) demands.put(policy.id(), Demand.ofPublished(annotation));
        }
        return Map.copyOf(demands);
    }

    /** What the policies that led to an answer ask for. */
    public Terms terms(Answer answer, Authentication known) {
        return Terms.of(answer, this, known);
    }

    List<Demand> demandsOf(String policyId) {
        return demands.getOrDefault(policyId, List.of());
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
