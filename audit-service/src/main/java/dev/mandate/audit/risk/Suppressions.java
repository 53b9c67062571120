package dev.mandate.audit.risk;

import dev.mandate.events.risk.SuppressionState;
import dev.mandate.messaging.projection.StateListener;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What alerts nobody for a while. */
final class Suppressions implements StateListener<SuppressionState> {
    private final Map<String, SuppressionState> byId = new ConcurrentHashMap<>();
    private final Map<Matter, SuppressionState> byMatter = new ConcurrentHashMap<>();

    private record Matter(String rule, Map<String, String> group) {}

    Optional<SuppressionState> of(String rule, Map<String, String> group, Instant now) {
        if (byMatter.isEmpty()) return Optional.empty();
        return Optional.ofNullable(byMatter.get(new Matter(rule, group))).filter(it -> now.isBefore(it.until()));
    }

    @Override
    public void applied(SuppressionState state) {
        if (state.deleted()) {
            removed(state.suppression());
            return;
        }
        byId.put(state.suppression(), state);
        byMatter.put(new Matter(state.rule(), state.group()), state);
    }

    @Override
    public void removed(String key) {
        var gone = byId.remove(key);
        if (gone != null) byMatter.remove(new Matter(gone.rule(), gone.group()));
    }
}
