package dev.mandate.audit.engine.sigma.correlation;

import dev.mandate.audit.engine.sigma.correlation.chains.GroupKey;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

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

    /**
     * As they are, if their stored form takes no more bytes; else without the older half of what the rules keep that keep most, and so on.
     * Rules that keep the same go on keeping the same.
     */
    public GroupStates within(int bytes) {
        if (StateCodec.most(states) <= bytes) return this;
        var fewer = this;
        while (!fewer.states.isEmpty() && fewer.toBytes().length > bytes) fewer = fewer.withoutOldest();
        return fewer;
    }

    private GroupStates withoutOldest() {
        var largest = Collections.max(states.values(), Comparator.comparingInt(CorrelationState::weight));
        var fewer = new LinkedHashMap<>(states);
        fewer.replaceAll((rule, state) -> state.keepsTheSameAs(largest) ? state.withoutOlderHalf() : state);
        fewer.values().removeIf(state -> state.weight() == 0);
        return new GroupStates(fewer);
    }

    /** Ids of the events that some rule keeps. */
    public Set<String> events() {
        var events = new HashSet<String>();
        for (var state : states.values()) for (var seen : state.seen()) events.add(seen.id());
        return events;
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
