package dev.mandate.messaging.openapi;

import com.fasterxml.classmate.ResolvedType;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.CustomDefinitionProviderV2;
import com.github.victools.jsonschema.generator.SchemaGenerationContext;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Ids and other records that are one value on the wire, constants by the names that they have there, and trees of any shape. */
final class WrittenAsText implements CustomDefinitionProviderV2 {
    private static final String IDS = "dev.mandate.events.ids";

    private final ObjectMapper mapper;

    WrittenAsText(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    @Override
    public @Nullable CustomDefinition provideCustomSchemaDefinition(
            ResolvedType resolved, SchemaGenerationContext context) {
        var type = resolved.getErasedType();
        if (JsonNode.class.isAssignableFrom(type)) return inline(tree(type));
        if (Map.class.isAssignableFrom(type)) return inline(context.createStandardDefinition(resolved, this));
        if (type.isEnum()) return new CustomDefinition(constants(type));
        if (type.isRecord()) {
            for (var method : type.getDeclaredMethods()) {
                if (!method.isAnnotationPresent(JsonValue.class)) continue;
                var value = context.createDefinition(context.getTypeContext().resolve(method.getGenericReturnType()));
                if (type.getPackageName().equals(IDS)) pattern(type, value);
                return new CustomDefinition(value);
            }
        }
        return null;
    }

    private static CustomDefinition inline(ObjectNode schema) {
        return new CustomDefinition(schema, true);
    }

    private ObjectNode tree(Class<?> type) {
        var schema = mapper.createObjectNode();
        if (type == ObjectNode.class) schema.put("type", "object");
        if (type == ArrayNode.class) schema.put("type", "array");
        return schema;
    }

    private ObjectNode constants(Class<?> type) {
        var schema = mapper.createObjectNode().put("type", "string");
        var values = schema.putArray("enum");
        for (var constant : type.getEnumConstants())
            values.add(mapper.valueToTree(constant).asText());
        return schema;
    }

    /** Every public constant of an id is a prefix that it may have; one without any may be the caller's own. */
    private static void pattern(Class<?> id, ObjectNode schema) {
        var prefixes = Arrays.stream(id.getDeclaredFields())
                .filter(field -> Modifier.isStatic(field.getModifiers())
                        && Modifier.isPublic(field.getModifiers())
                        && field.getType() == String.class)
                .map(WrittenAsText::constant)
                .collect(Collectors.joining("|", "^(", ")[0-9A-Za-z._-]{1,80}$"));
        if (!prefixes.startsWith("^()")) schema.put("pattern", prefixes);
    }

    private static String constant(java.lang.reflect.Field field) {
        try {
            return (String) field.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("a public constant can't be read: " + field, e);
        }
    }
}
