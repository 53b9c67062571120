package dev.mandate.authz.engine.cedar;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An entity whose facts are all at hand, such as one that a request brings along. */
public record EntityRecord(
        EntityUid uid, Map<String, Value> attributes, Map<String, Value> tags, Set<EntityUid> ancestors)
        implements Entity {

    public EntityRecord {
        attributes = Map.copyOf(attributes);
        tags = Map.copyOf(tags);
        ancestors = Set.copyOf(ancestors);
    }

    @Override
    public @Nullable Value attribute(String name) {
        return attributes.get(name);
    }

    @Override
    public @Nullable Value tag(String name) {
        return tags.get(name);
    }
}
