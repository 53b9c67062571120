package dev.mandate.console.apis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mandate.events.cloudevents.PlainText;

/** JSON of others, whose texts may be an attacker's, as it may be shown. */
final class PlainJson {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private PlainJson() {}

    static JsonNode of(JsonNode node) {
        if (node.isTextual()) return NODES.textNode(PlainText.shown(node.textValue()));
        if (node instanceof ArrayNode array) {
            var plain = NODES.arrayNode(array.size());
            array.forEach(element -> plain.add(of(element)));
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
