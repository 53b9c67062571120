package dev.mandate.authz.engine.cedar.json;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.authz.engine.cedar.EntityRecord;
import dev.mandate.authz.engine.cedar.EntityUid;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** The actions of a schema as entities, without which {@code action in} finds no members. */
final class SchemaActions {

    private SchemaActions() {}

    /** @param schema Cedar's JSON schema form */
    static Map<EntityUid, EntityRecord> entities(JsonNode schema) {
        var parents = new LinkedHashMap<EntityUid, Set<EntityUid>>();
        for (var namespace : schema.properties()) {
            var type = actionType(namespace.getKey());
            for (var action : namespace.getValue().path("actions").properties()) {
                var groups = new LinkedHashSet<EntityUid>();
                for (var group : action.getValue().path("memberOf")) {
                    groups.add(new EntityUid(group.path("type").asText(type), ExpressionJson.text(group, "id")));
                }
                parents.put(new EntityUid(type, action.getKey()), groups);
            }
        }
        var ancestry = new Ancestry(parents);
        var actions = new LinkedHashMap<EntityUid, EntityRecord>();
        for (var action : parents.keySet()) {
            actions.put(action, new EntityRecord(action, Map.of(), Map.of(), ancestry.of(action)));
        }
        return actions;
    }

    static String actionType(String namespace) {
        return namespace.isEmpty() ? "Action" : namespace + "::Action";
    }
}
