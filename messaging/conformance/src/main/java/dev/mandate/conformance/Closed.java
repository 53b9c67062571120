package dev.mandate.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Object schemas that name their members, without room for others. */
final class Closed {
    private Closed() {}

    static JsonNode schemas(JsonNode schemas) {
        var closed = schemas.deepCopy();
        closed.forEach(Closed::close);
        return closed;
    }

    private static void close(JsonNode schema) {
        if (schema instanceof ObjectNode object
                && object.has("properties")
                && !object.has("additionalProperties")
                && !object.has("allOf")) object.put("additionalProperties", false);
        schema.forEach(Closed::close);
    }
}
