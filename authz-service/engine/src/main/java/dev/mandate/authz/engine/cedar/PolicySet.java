package dev.mandate.authz.engine.cedar;

import dev.mandate.authz.engine.cedar.filter.Partial;
import dev.mandate.authz.engine.cedar.filter.UnknownResource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An immutable snapshot of policies, safe to share between threads and to swap atomically. A decision costs what the
 * policies cost whose scope fits the request, however many others there are.
 */
public final class PolicySet {

    private final List<Policy> policies;
    private final Map<String, Policy> byId;
    private final PolicyIndex index;

    private PolicySet(Map<String, Policy> byId) {
        this.policies = List.copyOf(byId.values());
        this.byId = Map.copyOf(byId);
        this.index = new PolicyIndex(policies);
    }

    /** @throws IllegalArgumentException if two policies have the same id */
    public static PolicySet compile(List<Policy> policies) {
        var byId = new LinkedHashMap<String, Policy>();
        for (var policy : policies) {
            if (byId.put(policy.id(), policy) != null) {
                throw new IllegalArgumentException("two policies have the id " + policy.id());
            }
        }
        return new PolicySet(byId);
    }

    /** Denies unless a permit applies and no forbid does; a policy that fails to evaluate does not apply. */
    public Answer decide(Request request, Entities entities) {
        return decide(request, entities, Set.of());
    }

    /**
     * As if some forbids didn't apply.
     *
     * @param lifted their ids
     */
    public Answer decide(Request request, Entities entities, Set<String> lifted) {
        var known = new RequestEntities(request, entities);
        var evaluation = new Evaluation(request, known);
        var permits = new ArrayList<String>();
        var forbids = new ArrayList<String>();
        var errors = new ArrayList<PolicyError>();
        var candidates = index.candidates(request, known);
        for (var at = candidates.nextSetBit(0); at >= 0; at = candidates.nextSetBit(at + 1)) {
            var policy = policies.get(at);
            try {
                if (!policy.applies(evaluation)) continue;
                if (policy.effect() == Effect.PERMIT) permits.add(policy.id());
                else if (!lifted.contains(policy.id())) forbids.add(policy.id());
            } catch (EvaluationException e) {
                errors.add(new PolicyError(policy.id(), String.valueOf(e.getMessage())));
            }
        }
        if (!forbids.isEmpty()) return new Answer(false, List.copyOf(forbids), List.copyOf(errors));
        return new Answer(!permits.isEmpty(), List.copyOf(permits), List.copyOf(errors));
    }

    /**
     * Whether some permit could apply, if whatever its conditions find no value for were known. Forbids don't count. Errs on yes: a
     * condition that reads something without a value counts as one that may hold, whatever else it asks.
     */
    public boolean mayPermit(Request request, Entities entities) {
        var known = new RequestEntities(request, entities);
        var evaluation = new Evaluation(request, known);
        var candidates = index.candidates(request, known);
        for (var at = candidates.nextSetBit(0); at >= 0; at = candidates.nextSetBit(at + 1)) {
            var policy = policies.get(at);
            if (policy.effect() == Effect.PERMIT && policy.mayApply(evaluation)) return true;
        }
        return false;
    }

    /**
     * What is known of the answer, if whatever conditions find no value for could be anything. A policy that reads such a value may apply, and
     * may not: as a permit it counts, as a forbid it doesn't.
     */
    public Foreseen foresee(Request request, Entities entities) {
        var known = new RequestEntities(request, entities);
        var evaluation = new Evaluation(request, known);
        var permits = new ArrayList<String>();
        var forbids = new ArrayList<String>();
        var candidates = index.candidates(request, known);
        for (var at = candidates.nextSetBit(0); at >= 0; at = candidates.nextSetBit(at + 1)) {
            var policy = policies.get(at);
            if (policy.effect() == Effect.PERMIT) {
                if (policy.mayApply(evaluation)) permits.add(policy.id());
            } else if (policy.surelyApplies(evaluation)) forbids.add(policy.id());
        }
        return new Foreseen(permits, forbids);
    }

    /**
     * Of which resources each policy applies that may apply to any, in the order of the set.
     *
     * @param request about no resource in particular: that which it names isn't looked at
     */
    public List<Residual> residuals(Request request, Entities entities, UnknownResource resource) {
        var evaluation = Partial.of(request, entities, resource);
        var found = new ArrayList<Residual>();
        var candidates = index.candidatesOfAny(request, evaluation.evaluation().entities());
        for (var at = candidates.nextSetBit(0); at >= 0; at = candidates.nextSetBit(at + 1))
            found.add(Residual.of(policies.get(at), evaluation));
        return found;
    }

    /** What the author noted on a policy, such as whom to ask; empty for a policy that is not in this set. */
    public Map<String, String> annotations(String policyId) {
        var policy = byId.get(policyId);
        return policy == null ? Map.of() : policy.annotations();
    }

    /** In the order in which they were compiled, which is the order of every {@link Answer}. */
    public List<Policy> policies() {
        return policies;
    }

    public int size() {
        return policies.size();
    }
}
