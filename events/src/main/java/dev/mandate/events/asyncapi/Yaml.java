package dev.mandate.events.asyncapi;

import java.util.Collection;
import java.util.Map;

/** Writes maps, lists, texts and numbers as block YAML; enough for one document, so that contracts bring no YAML library. */
final class Yaml {
    private Yaml() {}

    static String write(Map<String, Object> document) {
        var text = new StringBuilder();
        map(text, document, "");
        return text.toString();
    }

    private static void map(StringBuilder text, Map<?, ?> map, String indent) {
        map.forEach((name, value) -> {
            text.append(indent).append(scalar(name)).append(':');
            value(text, value, indent + "  ");
        });
    }

    private static void value(StringBuilder text, Object value, String indent) {
        if (value instanceof Map<?, ?> map) {
            if (map.isEmpty()) text.append(" {}\n");
            else map(text.append('\n'), map, indent);
        } else if (value instanceof Collection<?> list) {
            if (list.isEmpty()) text.append(" []\n");
            else {
                text.append('\n');
                for (var item : list) item(text, item, indent);
            }
        } else {
            text.append(' ').append(scalar(value)).append('\n');
        }
    }

    /** A map begins on the line of the dash. */
    private static void item(StringBuilder text, Object item, String indent) {
        text.append(indent).append("- ");
        if (!(item instanceof Map<?, ?> map)) {
            text.append(scalar(item)).append('\n');
            return;
        }
        int begun = text.length();
        map(text, map, indent + "  ");
        text.delete(begun, begun + indent.length() + 2);
    }

    private static String scalar(Object value) {
        var text = String.valueOf(value);
        if (value instanceof Number || text.matches("[A-Za-z][A-Za-z0-9_.-]*")) return text;
        return "'" + text.replace("'", "''") + "'";
    }
}
