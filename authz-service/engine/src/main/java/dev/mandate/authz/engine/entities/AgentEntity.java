package dev.mandate.authz.engine.entities;

import dev.mandate.authz.engine.cedar.Entity;
import dev.mandate.authz.engine.cedar.EntityUid;
import dev.mandate.authz.engine.cedar.RecordValue;
import dev.mandate.authz.engine.cedar.Value;
import dev.mandate.events.identity.IdentityState;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An agent or workload as policies see it; {@code purpose}, {@code platform} and {@code workload} only where it has them. Of a workload that
 * nobody has confirmed they see that it is one, and nothing that whoever registered it says of it: anybody registers one for himself.
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
        if (!name.equals("owner") || state.owner() == null) return null;
        return new EntityUid(CedarNames.PERSON, state.owner().value());
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
