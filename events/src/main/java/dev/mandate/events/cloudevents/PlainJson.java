package dev.mandate.events.cloudevents;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * JSON whose texts can be printed: a task, a name or an id that somebody chose can neither write lines of its own nor command the
 * terminal.
 */
public final class PlainJson {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private PlainJson() {}

    public static JsonNode of(JsonNode node) {
        if (node.isTextual()) return NODES.textNode(PlainText.shown(node.textValue()));
        if (node instanceof ArrayNode array) {
            var plain = NODES.arrayNode(array.size());
            array.forEach(one -> plain.add(of(one)));
            return plain;
        }
        if (node instanceof ObjectNode object) {
            var plain = NODES.objectNode();
            object.properties().forEach(member -> plain.set(PlainText.shown(member.getKey()), of(member.getValue())));
            return plain;
        }
        return node;
    }
}
