package dev.mandate.authz.engine.policies;

import dev.mandate.authz.engine.cedar.Entities;
import dev.mandate.authz.engine.cedar.PolicySet;
import dev.mandate.authz.engine.cedar.Request;
import dev.mandate.authz.engine.cedar.filter.UnknownResource;
import dev.mandate.events.authz.Authentication;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The policies in force, as one immutable thing.
 *
 * @param version what they are: {@code <set>/<version>} of each set in force, separated by commas; for files that stand in for
 *     a set, their digest
 * @param demands by policy, what its obligations are; policies without any are not in it
 * @param shadow the same with the versions that are only watched in place of the active ones; null while none is
 * @param staleIfError by policy, how old what is known may be while its owner is not heard of; policies that say nothing are not in it
 */
public record PolicyBook(
        PolicySet policies,
        String version,
        @Nullable PolicyBook shadow,
        Map<String, List<Demand>> demands,
        Map<String, Duration> staleIfError) {
    /** Permits nothing. */
    public static final PolicyBook NONE = new PolicyBook(PolicySet.compile(List.of()), "none");

    private static final String REASON = "reason";

    public PolicyBook(PolicySet policies, String version, @Nullable PolicyBook shadow) {
        this(policies, version, shadow, demands(policies), tolerances(policies));
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

    private static Map<String, Duration> tolerances(PolicySet policies) {
        var tolerances = new HashMap<String, Duration>();
        for (var policy : policies.policies()) {
            var annotation = policy.annotations().get(StaleIfError.ANNOTATION);
            if (annotation != null) tolerances.put(policy.id(), StaleIfError.of(annotation));
        }
        return Map.copyOf(tolerances);
    }

    /**
     * How old what is known may be for a call that these policies permit, while an owner of it is not heard of; each of them alone is
     * enough for the permit, so the longest counts.
     */
    public Duration staleIfError(Collection<String> permits) {
        return permits.stream()
                .map(policy -> staleIfError.getOrDefault(policy, Duration.ZERO))
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    /**
     * What these policies say.
     *
     * @param known how the person behind it signed in
     */
    public Judged judge(Request request, Entities entities, Authentication known) {
        var answer = policies.decide(request, entities);
        var terms = Terms.of(answer, this, known);
        var forbids = answer.allowed() ? List.<String>of() : answer.determining();
        if (forbids.isEmpty() || !answer.errors().isEmpty() || !Terms.approvable(forbids, this))
            return new Judged(answer, terms);
        var otherwise = policies.decide(request, entities, Set.copyOf(forbids));
        return new Judged(answer, terms.lifted(otherwise, Terms.of(otherwise, this, known)));
    }

    /** What these policies will say of calls of which nothing is known but who makes them, and of what. */
    public Foresight foresee(Request request, Entities entities) {
        return Foresight.of(policies.foresee(request, entities), this);
    }

    /**
     * Of which resources of a type these policies let it be done.
     *
     * @param request about none in particular
     * @param known how the person behind it signed in
     */
    public PolicyFilter filter(Request request, Entities entities, UnknownResource resource, Authentication known) {
        return PolicyFilter.of(policies.residuals(request, entities, resource), this, known);
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
