package dev.mandate.lifecycle.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.mandate.arguments.schema.Unenforceable;
import dev.mandate.events.cloudevents.EventJson;
import java.util.Map;
import java.util.Optional;

/**
 * The schema of a tool's arguments must itself be sound, and of a kind that each call can be held to, or every call of the tool would be
 * denied later.
 *
 * @see <a href="https://json-schema.org/draft/2020-12">JSON Schema 2020-12</a>
 */
final class ArgumentsSchema {
    private static final String FIELD = "/argumentsSchema";
    private static final Schema META = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));

    private ArgumentsSchema() {}

    static Optional<Fault> check(Map<String, Object> schema) {
        if (!"object".equals(schema.get("type")))
            return Optional.of(new Fault(FIELD, "must be a JSON Schema whose type is object"));
        JsonNode node = EventJson.mapper().valueToTree(schema);
        return META.validate(node).stream()
                .findFirst()
                .map(error -> new Fault(FIELD + error.getInstanceLocation(), error.getMessage()))
                .or(() -> unenforceable(schema));
    }

    private static Optional<Fault> unenforceable(Map<String, Object> schema) {
        return dev.mandate.arguments.schema.ArgumentsSchema.compile(schema) instanceof Unenforceable why
                ? Optional.of(new Fault(FIELD + why.pointer(), why.message()))
                : Optional.empty();
    }
}
