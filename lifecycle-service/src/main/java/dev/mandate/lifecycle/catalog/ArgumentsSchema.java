package dev.mandate.lifecycle.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.mandate.events.cloudevents.EventJson;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The schema of a tool's arguments must itself be sound, or every call of the tool would be denied later.
 *
 * @see <a href="https://json-schema.org/draft/2020-12">JSON Schema 2020-12</a>
 */
final class ArgumentsSchema {
    private static final String FIELD = "/argumentsSchema";
    private static final Schema META = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));

    private ArgumentsSchema() {}

    static Optional<Fault> check(Map<String, Object> schema) {
        JsonNode node = EventJson.mapper().valueToTree(schema);
        if (!"object".equals(node.path("type").asText()))
            return Optional.of(new Fault(FIELD, "must be a JSON Schema whose type is object"));
        var reference = foreignReference(node, FIELD);
        if (reference != null) return Optional.of(reference);
        return META.validate(node).stream()
                .findFirst()
                .map(error -> new Fault(FIELD + error.getInstanceLocation(), error.getMessage()));
    }

    /** Nothing is ever fetched from elsewhere to judge a call. */
    private static @Nullable Fault foreignReference(JsonNode node, String pointer) {
        var reference = node.path("$ref");
        if (reference.isTextual() && !reference.textValue().startsWith("#"))
            return new Fault(pointer + "/$ref", "may only point into the same schema, with #");
        for (var fields = node.fields(); fields.hasNext(); ) {
            var field = fields.next();
            var found = foreignReference(field.getValue(), pointer + "/" + field.getKey());
            if (found != null) return found;
        }
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                var found = foreignReference(node.get(i), pointer + "/" + i);
                if (found != null) return found;
            }
        }
        return null;
    }
}
