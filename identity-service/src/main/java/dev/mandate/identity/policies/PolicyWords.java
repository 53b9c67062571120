package dev.mandate.identity.policies;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What policies say of tools to a person who is asked for a task, as far as it doesn't depend on a call.
 *
 * @param refused why he may do it by no agent, by tool
 * @param asked why each call waits for somebody's yes, by tool
 * @param told tools of which anything is known; of all others nothing is, either way
 */
public record PolicyWords(Map<String, String> refused, Map<String, String> asked, Set<String> told) {
    public static final PolicyWords NONE = new PolicyWords(Map.of(), Map.of(), Set.of());

    public PolicyWords {
        refused = Map.copyOf(refused);
        asked = Map.copyOf(asked);
        told = Set.copyOf(told);
    }

    public Optional<String> refused(String tool) {
        return Optional.ofNullable(refused.get(tool));
    }

    public Optional<String> asked(String tool) {
        return Optional.ofNullable(asked.get(tool));
    }

    public boolean refuseAny(Collection<String> tools) {
        return tools.stream().anyMatch(refused::containsKey);
    }
}
