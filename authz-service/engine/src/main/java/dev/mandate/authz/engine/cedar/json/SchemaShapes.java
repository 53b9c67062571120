package dev.mandate.authz.engine.cedar.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.mandate.authz.engine.cedar.EntityUid;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The shapes of the attributes, tags and contexts of a schema, with all names resolved. */
final class SchemaShapes {

    static final SchemaShapes NONE = new SchemaShapes(JsonNodeFactory.instance.objectNode());

    private static final Map<String, Shape> EXTENSIONS = Map.of(
            "ipaddr", new Shape.OfExtension("ip"),
            "decimal", new Shape.OfExtension("decimal"),
            "datetime", new Shape.OfExtension("datetime"),
            "duration", new Shape.OfExtension("duration"));

    private final JsonNode schema;
    private final Map<String, Shape> attributes = new HashMap<>();
    private final Map<String, Shape> tags = new HashMap<>();
    private final Map<EntityUid, Shape> contexts = new HashMap<>();

    SchemaShapes(JsonNode schema) {
        this.schema = schema;
        for (var entry : schema.properties()) {
            var namespace = entry.getKey();
            for (var type : entry.getValue().path("entityTypes").properties()) {
                var name = qualified(namespace, type.getKey());
                attributes.put(name, shape(namespace, type.getValue().path("shape")));
                tags.put(name, shape(namespace, type.getValue().path("tags")));
            }
            for (var action : entry.getValue().path("actions").properties()) {
                contexts.put(
                        new EntityUid(SchemaActions.actionType(namespace), action.getKey()),
                        shape(namespace, action.getValue().path("appliesTo").path("context")));
            }
        }
    }

    Shape attributes(String entityType) {
        return attributes.getOrDefault(entityType, Shape.PLAIN);
    }

    Shape tags(String entityType) {
        return tags.getOrDefault(entityType, Shape.PLAIN);
    }

    Shape context(EntityUid action) {
        return contexts.getOrDefault(action, Shape.PLAIN);
    }

    private Shape shape(String namespace, JsonNode type) {
        switch (type.path("type").asText()) {
            case "":
                return Shape.PLAIN;
            case "Set":
                return new Shape.OfSet(shape(namespace, type.path("element")));
            case "Record":
                var record = new LinkedHashMap<String, Shape>();
                for (var attribute : type.path("attributes").properties()) {
                    record.put(attribute.getKey(), shape(namespace, attribute.getValue()));
                }
                return new Shape.OfRecord(record);
            case "Entity":
                return new Shape.OfEntity();
            case "Extension", "EntityOrCommon":
                return named(namespace, type.path("name").asText());
            default:
                return named(namespace, type.path("type").asText());
        }
    }

    /** A name means what its own namespace declares, else what the empty one declares, else what Cedar does. */
    private Shape named(String namespace, String name) {
        var own = name.contains("::") ? null : declared(namespace, name);
        if (own != null) return own;
        var split = name.lastIndexOf("::");
        var global = split < 0 ? declared("", name) : declared(name.substring(0, split), name.substring(split + 2));
        if (global != null) return global;
        return EXTENSIONS.getOrDefault(name.startsWith("__cedar::") ? name.substring(9) : name, Shape.PLAIN);
    }

    private @Nullable Shape declared(String namespace, String name) {
        var common = schema.path(namespace).path("commonTypes").get(name);
        if (common != null) return shape(namespace, common);
        return schema.path(namespace).path("entityTypes").has(name) ? new Shape.OfEntity() : null;
    }

    private static String qualified(String namespace, String name) {
        return namespace.isEmpty() ? name : namespace + "::" + name;
    }
}
