package dev.mandate.authz.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A {@link Filter} as a condition for PostgreSQL, with all that it compares with as parameters. What it has no column or no word for is an exception, and
 * never left out.
 *
 * @param columns by attribute, the column that holds what evaluations are told of it: {@code bigint}, {@code text}, {@code boolean}, {@code text[]}; or an
 *     expression. The text is part of the SQL, and must not come from anybody who asks
 * @param id the same of the resource's id, as {@code text}
 * @param parents by type, an expression of {@code text[]} for the ids of the resources that one is in, such as {@code array[customer_id]}
 */
public record FilterSql(Map<String, String> columns, String id, Map<String, String> parents) {
    private static final Map<String, String> ORDERS = Map.of("eq", "=", "lt", "<", "le", "<=", "gt", ">", "ge", ">=");
    private static final Map<String, String> OF_LISTS =
            Map.of("contains-any", "&&", "contains-all", "@>", "within", "<@");

    /** What is no name has an order of its own, in which what it is compared with must not take part. */
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}_.$\":\\[\\]]+");

    /** @param sql with a {@code ?} for each parameter, in their order; in brackets, for {@code WHERE} and {@code AND} */
    public record Where(String sql, List<Object> parameters) {}

    public FilterSql {
        columns = Map.copyOf(columns);
        parents = Map.copyOf(parents);
    }

    /** Of resources that are in no others. */
    public FilterSql(Map<String, String> columns, String id) {
        this(columns, id, Map.of());
    }

    /** @throws IllegalArgumentException for an attribute without a column, and for a condition that this version doesn't know */
    public Where where(Filter filter) {
        if (!filter.allowsSome()) return new Where("(FALSE)", List.of());
        var parameters = new ArrayList<Object>();
        var all = new ArrayList<String>();
        if (filter.kind() == Filter.Kind.CONDITION) all.add(of(filter.condition(), parameters));
        // What isn't as declared is in no filter, whatever else it is.
        for (var name : filter.required()) all.add(column(name) + " IS NOT NULL");
        return new Where(all.isEmpty() ? "(TRUE)" : joined(all, " AND "), List.copyOf(parameters));
    }

    private String of(JsonNode condition, List<Object> parameters) {
        if (condition.has("and")) return many(condition, "and", parameters);
        if (condition.has("or")) return many(condition, "or", parameters);
        if (!condition.has("not")) return test(condition, parameters);
        only(condition, "not");
        // What is compared with NULL doesn't hold, so that its negation does.
        return "(" + of(condition.get("not"), parameters) + " IS NOT TRUE)";
    }

    private String many(JsonNode condition, String word, List<Object> parameters) {
        only(condition, word);
        var parts = condition.get(word);
        if (!parts.isArray() || parts.isEmpty()) throw unknown(condition);
        var all = new ArrayList<String>();
        for (var part : parts) all.add(of(part, parameters));
        return joined(all, word.equals("and") ? " AND " : " OR ");
    }

    private String test(JsonNode test, List<Object> parameters) {
        var is = test.path("is").asText("");
        if (test.has("resource")) {
            if (!test.get("resource").asText().equals("id")) throw unknown(test);
            return equal(whole(id), is, test, "resource", parameters);
        }
        if (test.has("parent")) {
            var parent = parents.get(test.get("parent").asText());
            if (parent == null) throw new IllegalArgumentException("no expression is given for " + test.get("parent"));
            only(test, "parent", "is", is.equals("eq") ? "value" : "values");
            if (!is.equals("eq") && !is.equals("in")) throw unknown(test);
            return "(" + whole(parent) + " && " + array(values(test, is), test, parameters) + ")";
        }
        var column = column(test.path("attribute").asText(""));
        if (is.equals("has")) {
            only(test, "attribute", "is");
            return "(" + column + " IS NOT NULL)";
        }
        if (is.equals("like")) {
            only(test, "attribute", "is", "values");
            parameters.add(pattern(test));
            return "(" + column + " LIKE ? ESCAPE '!')";
        }
        var ofLists = OF_LISTS.get(is);
        if (ofLists != null) {
            only(test, "attribute", "is", "values");
            return "(" + column + " " + ofLists + " " + array(test.get("values"), test, parameters) + ")";
        }
        var order = ORDERS.get(is);
        if (order != null && test.has("other")) {
            only(test, "attribute", "is", "other");
            return "(" + column + " " + order + " " + column(test.get("other").asText()) + ")";
        }
        if (order == null || is.equals("eq")) return equal(column, is, test, "attribute", parameters);
        only(test, "attribute", "is", "value");
        if (!test.get("value").isIntegralNumber()) throw unknown(test);
        parameters.add(plain(test.get("value"), test));
        return "(" + column + " " + order + " ?)";
    }

    private static String equal(String column, String is, JsonNode test, String of, List<Object> parameters) {
        if (!is.equals("eq") && !is.equals("in")) throw unknown(test);
        only(test, of, "is", is.equals("eq") ? "value" : "values");
        var values = values(test, is);
        for (var value : values) parameters.add(plain(value, test));
        return "(" + column + (is.equals("eq") ? " = ?)" : " IN (" + marks(values.size(), test) + "))");
    }

    private static JsonNode values(JsonNode test, String is) {
        return is.equals("eq") ? JsonNodeFactory.instance.arrayNode().add(test.get("value")) : test.get("values");
    }

    private static String array(JsonNode values, JsonNode test, List<Object> parameters) {
        if (!values.isArray()) throw unknown(test);
        for (var value : values) {
            if (!value.isTextual()) throw unknown(test);
            parameters.add(value.textValue());
        }
        return "ARRAY[" + (values.isEmpty() ? "" : marks(values.size(), test)) + "]::text[]";
    }

    private static String marks(int number, JsonNode test) {
        if (number == 0) throw unknown(test);
        return "?" + ", ?".repeat(number - 1);
    }

    private static Object plain(JsonNode value, JsonNode test) {
        if (value.isTextual()) return value.textValue();
        if (value.isBoolean()) return value.booleanValue();
        if (value.isIntegralNumber() && value.canConvertToLong()) return value.longValue();
        throw unknown(test);
    }

    private static String pattern(JsonNode test) {
        var parts = new ArrayList<String>();
        for (var part : test.get("values")) {
            if (!part.isTextual()) throw unknown(test);
            parts.add(part.textValue().replaceAll("([!%_])", "!$1"));
        }
        if (parts.isEmpty()) throw unknown(test);
        return String.join("%", parts);
    }

    private String column(String attribute) {
        var column = columns.get(attribute);
        if (column == null) throw new IllegalArgumentException("no column is given for the attribute " + attribute);
        return whole(column);
    }

    private static String whole(String expression) {
        return NAME.matcher(expression).matches() ? expression : "(" + expression + ")";
    }

    /** A member that isn't known may make it hold of less. */
    private static void only(JsonNode condition, String... members) {
        var names = new TreeSet<String>();
        condition.fieldNames().forEachRemaining(names::add);
        if (!names.equals(new TreeSet<>(Set.of(members)))) throw unknown(condition);
    }

    private static IllegalArgumentException unknown(JsonNode condition) {
        var text = condition.toString();
        return new IllegalArgumentException("a condition that this version doesn't know: "
                + (text.length() > 200 ? text.substring(0, 200) + "…" : text));
    }

    private static String joined(List<String> parts, String word) {
        return parts.stream().collect(Collectors.joining(word, "(", ")"));
    }
}
