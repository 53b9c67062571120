package dev.mandate.audit.recordings;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import dev.mandate.audit.recordings.Recording.Mentioned;
import dev.mandate.audit.recordings.Recording.ShownValue;
import dev.mandate.events.lifecycle.CatalogEntry.Tool;
import dev.mandate.provenance.Identifier;
import dev.mandate.provenance.LowerCase;
import dev.mandate.provenance.Mention;
import dev.mandate.provenance.disclosure.FieldNames;
import dev.mandate.provenance.disclosure.ValueShapes;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Values of one page of a recording: what is shown of each, and which are the same as one of an earlier step. */
final class ShownValues {
    /** Of a call's arguments. */
    static final int MOST = 60;

    /** What fields of an answer begin with, where arguments have their own names alone. */
    private static final String RESULT = "result";

    private static final int DEEPEST = 8;
    private static final int MOST_MENTIONS = 10;
    private static final int LONGEST_NAME = 64;
    private static final int LONGEST_IDENTIFIER = 256;
    /** In place of a member's name, whose value is at most a digest. */
    static final String WITHHELD = "(withheld)";

    /** In place of a name that says of its value that it is secret, as this one does. */
    private static final String WITHHELD_SECRET = WITHHELD + "(secret)";

    private final FieldPolicy policy;
    private final Optional<KeyedDigest> digest;
    private final Map<String, Integer> first = new HashMap<>();

    ShownValues(FieldPolicy policy, Optional<KeyedDigest> digest) {
        this.policy = policy;
        this.digest = digest;
    }

    /** As many of them as a page has room for. */
    List<ShownValue> arguments(int step, @Nullable Tool tool, String id, JsonNode arguments) {
        var shown = new ArrayList<ShownValue>();
        var schema = tool == null ? Map.<String, Object>of() : tool.argumentsSchema();
        add(shown, new Field(step, tool, id, "", schema, 0), arguments);
        return shown;
    }

    /**
     * Of an answer what its operator keeps, each as an argument of the tool would be: by its label, the field's name and its look.
     *
     * @param kept as its report has them; missing where nothing is kept
     */
    List<ShownValue> kept(int step, @Nullable Tool tool, String id, JsonNode kept) {
        var shown = new ArrayList<ShownValue>();
        var root = new Field(step, tool, id, RESULT, Map.of(), 0);
        kept.path("values")
                .properties()
                .forEach(value -> shown.add(scalar(at(root, value.getKey()), value.getValue())));
        for (var pointer : kept.path("secret"))
            shown.add(new ShownValue(
                    at(root, pointer.asText()).path(), Disclosure.SECRET, null, null, null, null, null, List.of()));
        return shown;
    }

    /** Of those for which there was no room where they came from. */
    static List<String> leftOut(JsonNode kept) {
        var names = new ArrayList<String>();
        var root = new Field(0, null, "", RESULT, Map.of(), 0);
        for (var pointer : kept.path("leftOut"))
            names.add(at(root, pointer.asText()).path());
        return names;
    }

    private static Field at(Field root, String pointer) {
        var field = root;
        for (var rest = JsonPointer.compile(pointer); !rest.matches(); rest = rest.tail())
            field = field.member(rest.getMatchingProperty());
        return field;
    }

    /** What an argument is held to, as many values as a page has room for: each as the argument itself would be, by how it is compared. */
    List<ShownValue> limit(int step, @Nullable Tool tool, String id, JsonNode limit) {
        var schema = tool == null ? Map.<String, Object>of() : tool.argumentsSchema();
        var field = new Field(step, tool, id, "", schema, 0)
                .member(limit.path("argument").asText());
        var compared = limit.path("operator").asText().toLowerCase(Locale.ROOT).replace('_', ' ');
        var shown = new ArrayList<ShownValue>();
        for (var value : limit.path("values"))
            if (shown.size() < MOST)
                shown.add(scalar(field, typed(field, value)).as(field.path() + " " + compared));
        return shown;
    }

    /** Limits are texts, also those of numbers. */
    private static JsonNode typed(Field field, JsonNode limit) {
        var type = field.schema().get("type");
        if (!"integer".equals(type) && !"number".equals(type)) return limit;
        try {
            return DecimalNode.valueOf(new BigDecimal(limit.asText()));
        } catch (NumberFormatException e) {
            return limit;
        }
    }

    /** Where a value stands. */
    private record Field(int step, @Nullable Tool tool, String id, String path, Map<?, ?> schema, int depth) {
        Field member(String name) {
            var its = schema.get("properties") instanceof Map<?, ?> properties ? properties.get(name) : null;
            var shown = shown(name);
            return at(path.isEmpty() ? shown : path + "." + shown, its);
        }

        Field item(int index) {
            return at(path + "[" + index + "]", schema.get("items"));
        }

        private static String shown(String name) {
            var secret = ValueShapes.secret(name);
            if (!secret && name.length() <= LONGEST_NAME && !ValueShapes.personal(name)) return name;
            return secret || FieldNames.secret(name) ? WITHHELD_SECRET : WITHHELD;
        }

        private Field at(String path, @Nullable Object schema) {
            return new Field(step, tool, id, path, schema instanceof Map<?, ?> known ? known : Map.of(), depth + 1);
        }
    }

    private void add(List<ShownValue> shown, Field field, JsonNode value) {
        if (shown.size() >= MOST) return;
        // names within aren't read any more, any of which may be a secret's
        if (field.depth() > DEEPEST) shown.add(hidden(field, Disclosure.SECRET, value.toString()));
        else if (value.isObject())
            value.fields().forEachRemaining(member -> add(shown, field.member(member.getKey()), member.getValue()));
        else if (value.isArray()) for (int i = 0; i < value.size(); i++) add(shown, field.item(i), value.get(i));
        else if (!value.isMissingNode() && field.depth() > 0) shown.add(scalar(field, value));
    }

    private ShownValue scalar(Field field, JsonNode value) {
        var kept = policy.keeps(field.tool(), field.id(), field.path(), field.schema(), plain(value));
        if (kept != Disclosure.OPEN) return hidden(field, kept, value.asText());
        var same = sameAs(field.step(), value.isTextual() ? canonical(value.asText()) : null);
        return new ShownValue(field.path(), kept, value.asText(), null, null, null, same, List.of());
    }

    private ShownValue hidden(Field field, Disclosure kept, String text) {
        if (kept == Disclosure.SECRET) return secret(field, text);
        var canonical = canonical(text);
        var host = host(text);
        return new ShownValue(
                field.path(),
                kept,
                null,
                host,
                digestOf(canonical),
                text.length(),
                sameAs(field.step(), canonical),
                host != null ? List.of() : mentions(field.step(), text));
    }

    /** The same as other secrets alone: were it told to be the same as what is shown, it would be shown. */
    private ShownValue secret(Field field, String text) {
        var same = sameAs(field.step(), "secret\0" + text);
        return new ShownValue(field.path(), Disclosure.SECRET, null, null, null, text.length(), same, List.of());
    }

    private static @Nullable Object plain(JsonNode value) {
        if (value.isNull()) return null;
        if (value.isBoolean()) return value.booleanValue();
        return value.isNumber() ? value.numberValue() : value.asText();
    }

    /** Identifiers of an answer. */
    List<Mentioned> identifiers(int step, JsonNode identifiers) {
        var shown = new ArrayList<Mentioned>();
        for (var identifier : identifiers)
            if (shown.size() < MOST) shown.add(mentioned(step, canonical(identifier.asText())));
        return shown;
    }

    private List<Mentioned> mentions(int step, String text) {
        return Mention.in(Map.of("text", text)).stream()
                .map(mention -> mention.identifier().value())
                .filter(value -> !value.equals(canonical(text)))
                .distinct()
                .limit(MOST_MENTIONS)
                .map(value -> mentioned(step, value))
                .toList();
    }

    private Mentioned mentioned(int step, String canonical) {
        return new Mentioned(host(canonical), digestOf(canonical), sameAs(step, canonical));
    }

    /** Words of people, in which each identifier is told by its host and digest; withheld where one can't be taken out, or a secret is in it. */
    String masked(String text) {
        if (ValueShapes.secret(text)) return WITHHELD;
        var lower = LowerCase.of(text);
        var rest = new StringBuilder(lower);
        var taken = new TreeMap<Integer, String>();
        for (var value : longestFirst(text)) {
            if (lower.length() != text.length() || lower.indexOf(value) < 0) return WITHHELD;
            for (int at = rest.indexOf(value); at >= 0; at = rest.indexOf(value, at)) {
                taken.put(at, value);
                rest.replace(at, at + value.length(), "\n".repeat(value.length()));
            }
        }
        return ValueShapes.personal(rest.toString()) ? WITHHELD : replaced(text, taken);
    }

    /** One that is a part of another stands in it, and isn't looked for there. */
    private static List<String> longestFirst(String text) {
        return Mention.in(Map.of("text", text)).stream()
                .map(mention -> mention.identifier().value())
                .filter(value -> !value.isEmpty())
                .distinct()
                .sorted(Comparator.comparing(String::length).reversed())
                .toList();
    }

    private String replaced(String text, SortedMap<Integer, String> taken) {
        var masked = new StringBuilder();
        var from = 0;
        for (var value : taken.entrySet()) {
            masked.append(text, from, value.getKey()).append(told(value.getValue()));
            from = value.getKey() + value.getValue().length();
        }
        return masked.append(text.substring(from)).toString();
    }

    private String told(String value) {
        var host = host(value);
        var digested = digestOf(value);
        return "[" + (host == null ? "" : (value.indexOf('@') > 0 ? "…@" : "") + host)
                + (host == null || digested == null ? "" : " ") + (digested == null ? "" : digested)
                + (host == null && digested == null ? "withheld" : "") + "]";
    }

    private @Nullable String digestOf(String canonical) {
        return digest.map(key -> key.of(canonical)).orElse(null);
    }

    /** The number of the step that showed it first, unless it is this one. */
    private @Nullable Integer sameAs(int step, @Nullable String canonical) {
        if (canonical == null || canonical.length() < 3) return null;
        var before = first.putIfAbsent(canonical, step);
        return before == null || before == step ? null : before;
    }

    /** Of an address or URL that is all there is. */
    private static @Nullable String host(String text) {
        if (text.length() > LONGEST_IDENTIFIER || text.indexOf(' ') >= 0) return null;
        var identifier = Identifier.of(text);
        return identifier.address() || identifier.url() ? identifier.host() : null;
    }

    /** Spellings of one identifier are equal. */
    private static String canonical(String text) {
        if (text.length() > LONGEST_IDENTIFIER || text.indexOf('\n') >= 0) return text;
        var value = Identifier.of(text).value();
        return value.isEmpty() ? text : value;
    }
}
