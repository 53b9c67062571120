package dev.mandate.gateway.asking;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mandate.events.cloudevents.PlainText;
import dev.mandate.gateway.jsonrpc.ServerJson;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A field of a form: a text, a number, a yes or no, one or several of a list.
 *
 * @see <a href="https://modelcontextprotocol.io/specification/2025-11-25/client/elicitation#requested-schema">MCP, elicitation, requested schema</a>
 */
final class FormField {
    private static final int LONGEST = 500;
    private static final Set<String> NUMBERS =
            Set.of("minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems");
    private static final Set<String> FORMATS = Set.of("email", "uri", "date", "date-time");
    private static final Map<String, Set<String>> LISTS =
            Map.of("string", Set.of("enum", "enumNames", "oneOf"), "items", Set.of("enum", "anyOf"));

    private FormField() {}

    /** With what fields have, and nothing else; empty for what is none. */
    static Optional<ObjectNode> written(JsonNode field) {
        var type = field.path("type").asText("");
        if (!Set.of("string", "number", "integer", "boolean", "array").contains(type)) return Optional.empty();
        var written = ServerJson.object().put("type", type);
        for (var name : new String[] {"title", "description"})
            if (field.path(name).isTextual())
                written.put(name, plain(field.path(name).textValue()));
        for (var name : NUMBERS) if (field.path(name).isNumber()) written.set(name, field.get(name));
        if (FORMATS.contains(field.path("format").asText(""))) written.set("format", field.get("format"));
        if (type.equals("array")) {
            var items = written.putObject("items").put("type", "string");
            if (!choices(field.path("items"), items, "items")) return Optional.empty();
            if (items.size() == 1) return Optional.empty(); // a list of anything is no form
        } else if (!choices(field, written, type)) return Optional.empty();
        var given = field.get("default");
        if (given != null && takes(written, given) && isPlain(given)) written.set("default", given);
        return Optional.of(written);
    }

    /** False where one of them reads as it is not written. */
    private static boolean choices(JsonNode from, ObjectNode to, String kind) {
        for (var name : LISTS.getOrDefault(kind, Set.of())) {
            var given = from.path(name);
            if (!given.isArray() || given.isEmpty()) continue;
            var all = to.putArray(name);
            for (var one : given) {
                var value = one.isTextual() ? one : one.path("const");
                if (!value.isTextual() || !isPlain(value)) return false;
                if (one.isTextual()) all.add(value);
                else {
                    var choice = all.addObject().put("const", value.textValue());
                    if (one.path("title").isTextual())
                        choice.put("title", plain(one.get("title").textValue()));
                }
            }
        }
        return true;
    }

    /** A text is, and so is what is none but a list's. */
    private static boolean isPlain(JsonNode value) {
        var plain = !value.isTextual() || PlainText.is(value.textValue());
        for (var one : value) plain &= isPlain(one);
        return plain;
    }

    /** It is of this field's kind. */
    static boolean takes(ObjectNode field, JsonNode value) {
        return switch (field.path("type").asText()) {
            case "string" -> value.isTextual();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            default -> {
                var texts = value.isArray();
                for (var one : value) texts &= one.isTextual();
                yield texts;
            }
        };
    }

    private static String plain(String text) {
        return PlainText.shown(text.substring(0, Math.min(text.length(), LONGEST)));
    }
}
