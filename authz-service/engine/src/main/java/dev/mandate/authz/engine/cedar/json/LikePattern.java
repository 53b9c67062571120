package dev.mandate.authz.engine.cedar.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * The right side of {@code like}.
 *
 * @param literals what stands before, between and after the wildcards; one more than there are wildcards
 */
record LikePattern(List<String> literals) {

    static LikePattern read(JsonNode pattern) {
        var literals = new ArrayList<String>();
        var literal = new StringBuilder();
        for (var part : pattern) {
            if (part.isTextual() && part.textValue().equals("Wildcard")) {
                literals.add(literal.toString());
                literal.setLength(0);
            } else if (part.path("Literal").isTextual()) {
                literal.append(part.path("Literal").textValue());
            } else {
                throw new MalformedCedarJson("neither Wildcard nor Literal in a pattern: " + part);
            }
        }
        literals.add(literal.toString());
        return new LikePattern(List.copyOf(literals));
    }

    /** Takes each literal at its first chance, which leaves most to the rest; so no pattern needs to backtrack. */
    boolean matches(String text) {
        var last = literals.size() - 1;
        if (last == 0) return text.equals(literals.get(0));
        var tail = literals.get(last);
        if (!text.startsWith(literals.get(0))) return false;
        var from = literals.get(0).length();
        for (var literal : literals.subList(1, last)) {
            var found = text.indexOf(literal, from);
            if (found < 0) return false;
            from = found + literal.length();
        }
        return from + tail.length() <= text.length() && text.endsWith(tail);
    }
}
