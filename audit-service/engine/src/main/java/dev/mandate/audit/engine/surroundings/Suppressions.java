package dev.mandate.audit.engine.surroundings;

import dev.mandate.events.risk.SuppressionState;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What alerts nobody for a while. */
public final class Suppressions {
    private final Map<String, SuppressionState> byId = new ConcurrentHashMap<>();
    private final Map<Scope, SuppressionState> byScope = new ConcurrentHashMap<>();

    private record Scope(String rule, Map<String, String> group) {}

    public Optional<SuppressionState> of(String rule, Map<String, String> group, Instant now) {
        if (byScope.isEmpty()) return Optional.empty();
        return Optional.ofNullable(byScope.get(new Scope(rule, group))).filter(it -> now.isBefore(it.until()));
    }

    public void apply(SuppressionState state) {
        if (state.deleted()) {
            forget(state.suppression());
            return;
        }
        byId.put(state.suppression(), state);
        byScope.put(new Scope(state.rule(), state.group()), state);
    }

    public void forget(String key) {
        var gone = byId.remove(key);
        if (gone != null) byScope.remove(new Scope(gone.rule(), gone.group()));
    }
}
