package dev.mandate.cli.decisions;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.authz.client.Filter;
import dev.mandate.events.cloudevents.PlainText;
import dev.mandate.events.ids.IdentityId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A filter in words, a line for each test.
 *
 * @param names of people and agents by their ids
 */
record FilterText(UnaryOperator<String> names) {
    private static final int LONGEST = 80;
    private static final Map<String, String> WORDS = Map.of(
            "eq", "is",
            "in", "is one of",
            "lt", "is less than",
            "le", "is at most",
            "gt", "is more than",
            "ge", "is at least",
            "contains-any", "has one of",
            "contains-all", "has each of",
            "within", "has nothing but");

    List<String> lines(Filter filter, String who, String action, String type) {
        var lines = new ArrayList<String>();
        var failure = filter.failure();
        if (failure != null) return List.of("It can't be said which: " + failure.message());
        var end = "   [" + filter.context().path("id").asText() + "]";
        switch (filter.kind()) {
            case ALWAYS -> lines.add(who + " may " + action + " every " + type + end);
            case NEVER -> {
                lines.add(who + " may " + action + " no " + type + ": "
                        + filter.context().path("reason").asText().replace('_', ' ') + end);
                lines.add("  " + filter.context().path("explanation").asText());
            }
            case CONDITION -> {
                lines.add(who + " may " + action + " each " + type + " of which this is true:" + end);
                add(filter.condition(), 1, false, lines);
            }
        }
        if (filter.allowsSome() && !filter.required().isEmpty())
            lines.add("  and that has, as declared, " + String.join(", ", filter.required()));
        var leftOut = new ArrayList<String>();
        for (var policy : filter.context().path("leftOut")) leftOut.add(policy.asText());
        if (!leftOut.isEmpty())
            lines.add("  more is permitted once something is done for it, which asking about each one says: "
                    + String.join(", ", leftOut));
        if (filter.allowsSome())
            lines.add("  to be used until " + filter.until().truncatedTo(ChronoUnit.SECONDS));
        return lines;
    }

    private void add(JsonNode condition, int depth, boolean not, List<String> lines) {
        var indent = "  ".repeat(depth);
        if (condition.has("not")) {
            add(condition.get("not"), depth, !not, lines);
        } else if (condition.has("and") || condition.has("or")) {
            var parts = condition.has("and") ? condition.get("and") : condition.get("or");
            lines.add(indent + (not ? "not " : "") + (condition.has("and") ? "all of:" : "any of:"));
            for (var part : parts) add(part, depth + 1, false, lines);
        } else {
            lines.add(indent + (not ? "not: " : "") + test(condition));
        }
    }

    private String test(JsonNode test) {
        var is = test.path("is").asText();
        var what = test.has("resource")
                ? "its id"
                : test.has("parent")
                        ? "the " + test.path("parent").asText() + " that it is in"
                        : test.path("attribute").asText();
        if (is.equals("has")) return what + " is there";
        if (is.equals("like")) return what + " is like " + pattern(test.path("values"));
        var word = WORDS.getOrDefault(is, is);
        if (test.has("other"))
            return what + " " + word + " its " + test.path("other").asText();
        if (test.has("value")) return what + " " + word + " " + value(test.path("value"));
        var values = test.path("values");
        if (values.isEmpty()) return what + " is empty";
        var all = new ArrayList<String>();
        values.forEach(each -> all.add(value(each)));
        return what + " " + word + " " + String.join(", ", all);
    }

    private static String pattern(JsonNode parts) {
        var all = new ArrayList<String>();
        parts.forEach(part -> all.add(part.asText()));
        return PlainText.quoted(all.stream().collect(Collectors.joining("*")), LONGEST);
    }

    private String value(JsonNode value) {
        if (!value.isTextual()) return value.asText();
        var text = value.asText();
        return IdentityId.parse(text).isPresent() ? names.apply(text) : PlainText.quoted(text, LONGEST);
    }
}
