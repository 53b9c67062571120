package dev.mandate.identity.scim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Values of an attribute that has several are there once: who adds one that is there adds nothing, which the library does.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7644#section-3.5.2.1">RFC 7644 section 3.5.2.1</a>
 */
final class ScimValues {
    private static final String PRIMARY = "primary";

    private ScimValues() {}

    /** Of a resource and its extensions; the first of each stays. */
    static void once(ObjectNode resource) {
        for (var attribute : resource.properties()) {
            if (attribute.getValue() instanceof ArrayNode values) once(values);
            else if (attribute.getValue() instanceof ObjectNode extension
                    && attribute.getKey().startsWith("urn:")) once(extension);
        }
    }

    private static void once(ArrayNode values) {
        Map<JsonNode, JsonNode> first = new LinkedHashMap<>();
        for (var value : values) first.merge(key(value), value, ScimValues::merged);
        if (first.size() == values.size()) return;
        values.removeAll();
        values.addAll(first.values());
    }

    /** Which of them is the primary one says nothing of which they are: the library takes that from the others when it adds one. */
    private static JsonNode key(JsonNode value) {
        return value instanceof ObjectNode object ? object.deepCopy().without(PRIMARY) : value;
    }

    private static JsonNode merged(JsonNode one, JsonNode again) {
        if (again.path(PRIMARY).asBoolean() && one instanceof ObjectNode object) object.set(PRIMARY, BooleanNode.TRUE);
        return one;
    }
}
