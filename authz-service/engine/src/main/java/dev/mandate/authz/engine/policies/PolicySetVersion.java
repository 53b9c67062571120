package dev.mandate.authz.engine.policies;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.mandate.authz.engine.cedar.Policy;
import dev.mandate.authz.engine.cedar.json.PolicyJson;
import dev.mandate.events.cloudevents.EventJson;
import java.util.List;

/**
 * One version of one set, compiled.
 *
 * @param name {@code <set>/<version>}, or the digest of the files that stand in for a set
 */
public record PolicySetVersion(String set, String name, List<Policy> policies) {
    /** The set whose policies keep their own names in records; those of any other are named {@code <set>/<id>}. */
    public static final String MAIN = "main";

    /** Decides who may publish, and nothing else; no other set has a say in that. */
    public static final String GOVERNANCE = "governance";

    public PolicySetVersion {
        policies = List.copyOf(policies);
    }

    /**
     * Compiles Cedar's JSON form.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static PolicySetVersion of(String set, String name, String json) {
        try {
            return new PolicySetVersion(
                    set, name, PolicyJson.policies(EventJson.mapper().readTree(json)));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage(), e);
        }
    }

    /** By the names that records have of them. */
    public List<Policy> named() {
        if (set.equals(MAIN) || set.equals(GOVERNANCE)) return policies;
        return policies.stream()
                .map(policy -> new Policy(
                        set + "/" + policy.id(),
                        policy.effect(),
                        policy.annotations(),
                        policy.principal(),
                        policy.action(),
                        policy.resource(),
                        policy.conditions()))
                .toList();
    }
}
