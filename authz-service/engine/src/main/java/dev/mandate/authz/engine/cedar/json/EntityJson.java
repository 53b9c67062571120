package dev.mandate.authz.engine.cedar.json;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.authz.engine.cedar.EntityRecord;
import dev.mandate.authz.engine.cedar.EntityUid;
import dev.mandate.authz.engine.cedar.RecordValue;
import dev.mandate.authz.engine.cedar.Value;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Reads entities and contexts, for tests, tools and whoever brings entities along with a request. */
public final class EntityJson {

    private final SchemaShapes schema;
    private final Map<EntityUid, EntityRecord> actions;

    private EntityJson(SchemaShapes schema, Map<EntityUid, EntityRecord> actions) {
        this.schema = schema;
        this.actions = actions;
    }

    /** Takes values as they are written: everything but records, sets and primitives needs its escape. */
    public static EntityJson withoutSchema() {
        return new EntityJson(SchemaShapes.NONE, Map.of());
    }

    /** @param schema Cedar's JSON schema form; tells the types of values that are written without escapes */
    public static EntityJson withSchema(JsonNode schema) {
        return new EntityJson(new SchemaShapes(schema), SchemaActions.entities(schema));
    }

    /** The actions of the schema as entities, without which {@code action in} finds no members; none without a schema. */
    public Map<EntityUid, EntityRecord> actions() {
        return actions;
    }

    /**
     * @param entities an array of {@code {"uid", "attrs", "parents", "tags"}}; ancestors are the transitive parents
     * @throws MalformedCedarJson if it is anything else
     */
    public Map<EntityUid, EntityRecord> entities(JsonNode entities) {
        var parents = new LinkedHashMap<EntityUid, Set<EntityUid>>();
        for (var entity : entities) parents.put(uid(entity), parents(entity));
        var ancestry = new Ancestry(parents);
        var read = new LinkedHashMap<EntityUid, EntityRecord>();
        for (var entity : entities) {
            var uid = uid(entity);
            var attributes = ValueJson.record(entity.path("attrs"), schema.attributes(uid.type()));
            read.put(uid, new EntityRecord(uid, attributes.attributes(), tags(entity, uid), ancestry.of(uid)));
        }
        return read;
    }

    /** @param action tells the type of the context, where there is a schema */
    public RecordValue context(EntityUid action, JsonNode context) {
        return ValueJson.record(context, schema.context(action));
    }

    /** {@code {"type", "id"}}, with or without its escape. */
    public static EntityUid uid(JsonNode entity) {
        return ValueJson.entityUid(entity.has("uid") ? entity.path("uid") : entity);
    }

    private static Set<EntityUid> parents(JsonNode entity) {
        var parents = new LinkedHashSet<EntityUid>();
        for (var parent : entity.path("parents")) parents.add(ValueJson.entityUid(parent));
        return parents;
    }

    private Map<String, Value> tags(JsonNode entity, EntityUid uid) {
        var tags = new LinkedHashMap<String, Value>();
        for (var tag : entity.path("tags").properties()) {
            tags.put(tag.getKey(), ValueJson.read(tag.getValue(), schema.tags(uid.type())));
        }
        return tags;
    }
}
