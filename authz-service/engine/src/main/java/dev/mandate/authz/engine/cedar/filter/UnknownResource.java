package dev.mandate.authz.engine.cedar.filter;

import dev.mandate.authz.engine.cedar.EntityUid;
import java.util.Map;
import java.util.Set;

/**
 * A resource of which it is known what all of its type have.
 *
 * @param type fully qualified
 * @param attributes that one has, each of them unless it is optional; nothing else
 * @param parents by Cedar type, what resources that one can be in are called in conditions
 * @param groups that each is in
 */
public record UnknownResource(
        String type, Map<String, Declared> attributes, Map<String, String> parents, Set<EntityUid> groups) {
    public UnknownResource {
        attributes = Map.copyOf(attributes);
        parents = Map.copyOf(parents);
        groups = Set.copyOf(groups);
    }

    /** @param entityType of an attribute that names an entity; empty for the others */
    public record Declared(Kind kind, String entityType, boolean optional) {}

    public enum Kind {
        STRING,
        LONG,
        BOOL,
        /** A set of strings. */
        STRINGS,
        ENTITY
    }
}
