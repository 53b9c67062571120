package dev.mandate.audit.sigma;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The states of all rules that group by the same fields, for one group of values. Rules that share events are mostly waiting
 * for different ends of the same beginning: what is the same in their states is written once.
 */
public final class GroupStates {
    private static final GroupStates EMPTY = new GroupStates(Map.of());

    private final Map<String, CorrelationState> states;

    GroupStates(Map<String, CorrelationState> states) {
        this.states = Collections.unmodifiableMap(states);
    }

    public static GroupStates empty() {
        return EMPTY;
    }

    /** @throws IllegalArgumentException if {@link #toBytes()} of this version did not write them */
    public static GroupStates fromBytes(byte[] bytes) {
        return StateCodec.read(bytes);
    }

    public byte[] toBytes() {
        return StateCodec.write(states);
    }

    /** @param rule as it is deployed, see {@link GroupKey#rule()} */
    public CorrelationState of(String rule) {
        return states.getOrDefault(rule, CorrelationState.empty());
    }

    /** Without those of rules that are no longer deployed. */
    public GroupStates with(Map<String, CorrelationState> changed, RuleBook rules) {
        var all = new LinkedHashMap<>(states);
        all.putAll(changed);
        all.keySet().removeIf(rule -> rules.deployment(rule) == null);
        return new GroupStates(all);
    }

    /** Whether any rule keeps the event. */
    public boolean has(String event) {
        for (var state : states.values()) if (state.has(event)) return true;
        return false;
    }

    public Iterable<String> rules() {
        return states.keySet();
    }
}
