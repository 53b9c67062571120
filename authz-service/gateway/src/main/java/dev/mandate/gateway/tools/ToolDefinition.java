package dev.mandate.gateway.tools;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mandate.events.digests.Sha256;
import dev.mandate.gateway.jsonrpc.ServerJson;
import java.util.List;
import java.util.TreeMap;

/**
 * What a server says of one of its tools, as far as a model reads it. Anything else that it says (icons, {@code _meta}, hints for its own
 * client) is not passed on, so that all that is shown is what was accepted.
 *
 * @param shown what clients are shown
 * @param digest of all of that: it changes with the tool's name, any word of its description, or its schemas
 */
public record ToolDefinition(String name, ObjectNode shown, String digest) {
    private static final List<String> SHOWN =
            List.of("name", "title", "description", "inputSchema", "outputSchema", "annotations");
    private static final int LONGEST_NAME = 128;

    /** @throws IllegalArgumentException if it is no definition of a tool */
    public static ToolDefinition of(JsonNode said) {
        var name = said.path("name").textValue();
        if (name == null || name.isEmpty() || name.length() > LONGEST_NAME)
            throw new IllegalArgumentException("a tool has a name of 1 to " + LONGEST_NAME + " characters");
        if (!said.path("inputSchema").isObject())
            throw new IllegalArgumentException("the tool has no schema of its arguments");
        var shown = ServerJson.object();
        for (var member : SHOWN) if (said.has(member)) shown.set(member, said.get(member));
        return new ToolDefinition(name, shown, digest(shown));
    }

    /** Of its JSON with members in order, so that a server may write them in any. */
    private static String digest(JsonNode shown) {
        var text = new StringBuilder();
        canonical(shown, text);
        return Sha256.of(text.toString()).named();
    }

    private static void canonical(JsonNode node, StringBuilder into) {
        if (node.isObject()) {
            var members = new TreeMap<String, JsonNode>();
            node.properties().forEach(member -> members.put(member.getKey(), member.getValue()));
            into.append('{');
            members.forEach((name, value) -> {
                into.append(new com.fasterxml.jackson.databind.node.TextNode(name))
                        .append(':');
                canonical(value, into);
                into.append(',');
            });
            into.append('}');
        } else if (node.isArray()) {
            into.append('[');
            for (var element : node) {
                canonical(element, into);
                into.append(',');
            }
            into.append(']');
        } else into.append(node);
    }
}
