package dev.mandate.authz.engine.entities;

import dev.mandate.authz.engine.cedar.Entity;
import dev.mandate.authz.engine.cedar.EntityUid;
import dev.mandate.authz.engine.cedar.RecordValue;
import dev.mandate.authz.engine.cedar.Value;
import dev.mandate.events.identity.IdentityState;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An agent or workload as policies see it; {@code purpose}, {@code platform}, {@code parent} and {@code workload} only where it has them. Of
 * a workload that nobody has confirmed they see that it is one, and nothing that whoever registered it says of it: anybody registers one for
 * himself. So with an agent's description: {@code confirmed} is there once an administrator has confirmed it.
 */
record AgentEntity(EntityUid uid, IdentityState state) implements Entity {

    @Override
    public @Nullable Value attribute(String name) {
        var text =
                switch (name) {
                    case "purpose" -> told() ? state.purpose() : null;
                    case "platform" -> state.platform();
                    default -> null;
                };
        if (text != null) return CedarValues.text(text);
        if (name.equals("workload")) return workload();
        if (name.equals("confirmed")) return confirmed();
        if (name.equals("parent")) return parent();
        if (!name.equals("owner") || state.owner() == null) return null;
        return new EntityUid(CedarNames.PERSON, state.owner().value());
    }

    private @Nullable Value parent() {
        var parent = state.parentAgent();
        return parent == null ? null : new EntityUid(CedarNames.AGENT, parent.value());
    }

    private @Nullable Value confirmed() {
        var facts = state.agent();
        if (facts == null || !facts.confirmed() || facts.described() == null) return null;
        var described = facts.described();
        var values = new HashMap<String, Value>();
        values.put("protocols", CedarValues.texts(described.protocols()));
        put(values, "model", described.model());
        put(values, "version", described.version());
        put(values, "provider", described.provider());
        put(values, "environment", described.environment());
        var autonomy = described.autonomy();
        put(values, "autonomy", autonomy == null ? null : autonomy.name());
        return new RecordValue(values);
    }

    private static void put(Map<String, Value> values, String name, @Nullable String text) {
        if (text != null) values.put(name, CedarValues.text(text));
    }

    private @Nullable Value workload() {
        var facts = state.workload();
        if (facts == null) return null;
        if (!facts.confirmed()) return RecordValue.EMPTY;
        var environment = facts.environment() == null ? "" : facts.environment();
        return new RecordValue(
                Map.of("kind", CedarValues.text(facts.kind().name()), "environment", CedarValues.text(environment)));
    }

    private boolean told() {
        var facts = state.workload();
        return facts == null || facts.confirmed();
    }

    @Override
    public @Nullable Value tag(String name) {
        return null;
    }

    @Override
    public Set<EntityUid> ancestors() {
        return Set.of();
    }
}
