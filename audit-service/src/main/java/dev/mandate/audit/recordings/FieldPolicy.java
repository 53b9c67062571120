package dev.mandate.audit.recordings;

import dev.mandate.events.lifecycle.CatalogEntry.Tool;
import dev.mandate.events.lifecycle.ToolLabel;
import dev.mandate.provenance.disclosure.FieldNames;
import dev.mandate.provenance.disclosure.ValueShapes;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which arguments of a call a recording shows. In this order: what gives access, by the tool's label {@code credential}, by the field's
 * name, by its schema ({@code writeOnly}, {@code format: password}) or by how the value looks, is withheld; what configuration closes is
 * a digest, and so is what is about a person by name, schema or look. The rest of a tool that is registered and neither reads private data nor
 * acts outside is shown where it is short; of any other tool only what configuration opens, numbers, truth values, and values that its
 * schema lists. A tool that nobody registered shows nothing but those.
 */
final class FieldPolicy {
    private static final int LONGEST_OPEN = 200;
    private static final int LONGEST_NUMBER = 8;
    private static final Set<ToolLabel> NOT_SHOWN =
            Set.of(ToolLabel.PRIVATE, ToolLabel.EGRESS, ToolLabel.MONEY, ToolLabel.CREDENTIAL, ToolLabel.GRANT);
    private static final Set<String> PERSONAL_FORMATS = Set.of("email", "idn-email", "phone", "ipv4", "ipv6");
    private static final Set<String> TIMES = Set.of("date", "date-time", "time", "duration");

    private final List<Pattern> open;
    private final List<Pattern> closed;

    FieldPolicy(List<String> open, List<String> closed) {
        this.open = open.stream().map(FieldPolicy::pattern).toList();
        this.closed = closed.stream().map(FieldPolicy::pattern).toList();
    }

    /**
     * @param tool as the catalogue has it; null for one that it hasn't
     * @param id as the call names the tool
     * @param path of the field, such as {@code to[0]} or {@code filter.city}
     * @param schema of the field; empty where nothing is said of it
     * @param value a text, number, truth value or null
     */
    Disclosure keeps(@Nullable Tool tool, String id, String path, Map<?, ?> schema, @Nullable Object value) {
        if (value == null || value instanceof Boolean) return Disclosure.OPEN;
        var text = value.toString();
        if (secret(tool, path, schema, text)) return Disclosure.SECRET;
        if (matches(closed, id, path) || personal(path, schema, text)) return Disclosure.DIGEST;
        if (value instanceof Number) return digits(text) <= LONGEST_NUMBER ? Disclosure.OPEN : Disclosure.DIGEST;
        if (matches(open, id, path) || listed(schema, value) || isTime(schema, text)) return Disclosure.OPEN;
        if (tool == null || tool.labels().stream().anyMatch(NOT_SHOWN::contains)) return Disclosure.DIGEST;
        return text.length() <= LONGEST_OPEN ? Disclosure.OPEN : Disclosure.DIGEST;
    }

    private static boolean secret(@Nullable Tool tool, String path, Map<?, ?> schema, String text) {
        return tool != null && tool.labels().contains(ToolLabel.CREDENTIAL)
                || Boolean.TRUE.equals(schema.get("writeOnly"))
                || "password".equals(schema.get("format"))
                || FieldNames.secret(path)
                || ValueShapes.secret(text);
    }

    private static boolean personal(String path, Map<?, ?> schema, String text) {
        return schema.get("format") instanceof String format && PERSONAL_FORMATS.contains(format)
                || FieldNames.personal(path)
                || path.contains(ShownValues.WITHHELD)
                || ValueShapes.personal(text);
    }

    /** A schema says what should be there; that it is one is seen by the value alone. */
    private static boolean isTime(Map<?, ?> schema, String text) {
        return schema.get("format") instanceof String format && TIMES.contains(format) && ValueShapes.time(text);
    }

    private static boolean listed(Map<?, ?> schema, Object value) {
        return value.equals(schema.get("const"))
                || schema.get("enum") instanceof List<?> values && values.contains(value);
    }

    private static long digits(String number) {
        return number.chars().filter(Character::isDigit).count();
    }

    private static boolean matches(List<Pattern> patterns, String tool, String path) {
        var plain = path.replaceAll("\\[[0-9]+]", "");
        return patterns.stream()
                .anyMatch(pattern -> pattern.matcher(plain).matches()
                        || pattern.matcher(tool + ":" + plain).matches());
    }

    private static Pattern pattern(String text) {
        return Pattern.compile(List.of(text.strip().split("\\*", -1)).stream()
                .map(Pattern::quote)
                .collect(Collectors.joining(".*")));
    }
}
