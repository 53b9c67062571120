package dev.mandate.authz.engine.decisions;

import dev.mandate.authz.engine.decisions.answers.GivenFilter;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** A filter as an application reads it that knows nothing but what the API says: whether a resource with these properties is in it. */
record WhichInvoices(GivenFilter filter) {
    boolean has(String id, Map<String, Object> properties) {
        for (var name : filter.required()) if (properties.get(name) == null) return false;
        if (filter.isAlways()) return true;
        var json = filter.json();
        return json != null && holds(json, id, properties);
    }

    private boolean holds(Map<String, ?> condition, String id, Map<String, Object> properties) {
        if (condition.get("and") instanceof List<?> all)
            return all.stream().allMatch(it -> holds(map(it), id, properties));
        if (condition.get("or") instanceof List<?> any)
            return any.stream().anyMatch(it -> holds(map(it), id, properties));
        if (condition.get("not") instanceof Map<?, ?> not) return !holds(map(not), id, properties);
        var is = String.valueOf(condition.get("is"));
        var values = condition.get("values") instanceof List<?> many ? many : List.of();
        if ("id".equals(condition.get("resource"))) return is(is, id, condition, values);
        if (condition.get("parent") instanceof String type)
            return properties.get("parents") instanceof List<?> parents
                    && parents.stream()
                            .map(WhichInvoices::map)
                            .filter(parent -> type.equals(parent.get("type")))
                            .anyMatch(parent -> is(is, parent.get("id"), condition, values));
        var value = properties.get(String.valueOf(condition.get("attribute")));
        if (value == null) return false;
        if (condition.get("other") instanceof String other) {
            var its = properties.get(other);
            return its != null && compared(is, value, its);
        }
        return is(is, value, condition, values);
    }

    private static boolean is(String is, Object value, Map<String, ?> condition, List<?> values) {
        return switch (is) {
            case "has" -> true;
            case "in" -> values.stream().anyMatch(it -> same(it, value));
            case "like" -> String.valueOf(value).matches(pattern(values));
            case "contains-any" -> values.stream().anyMatch(((Collection<?>) value)::contains);
            case "contains-all" -> ((Collection<?>) value).containsAll(values);
            case "within" -> values.containsAll((Collection<?>) value);
            default -> compared(is, value, condition.get("value"));
        };
    }

    private static String pattern(List<?> parts) {
        return "(?s)"
                + String.join(
                        ".*",
                        parts.stream()
                                .map(part -> java.util.regex.Pattern.quote(String.valueOf(part)))
                                .toList());
    }

    private static boolean compared(String is, Object value, Object other) {
        if (is.equals("eq")) return same(value, other);
        var order = Long.compare(((Number) value).longValue(), ((Number) other).longValue());
        return switch (is) {
            case "lt" -> order < 0;
            case "le" -> order <= 0;
            case "gt" -> order > 0;
            case "ge" -> order >= 0;
            default -> throw new AssertionError(is);
        };
    }

    private static boolean same(Object one, Object other) {
        return one instanceof Number first && other instanceof Number second
                ? first.longValue() == second.longValue()
                : one.equals(other);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, ?> map(Object json) {
        return (Map<String, ?>) json;
    }
}
