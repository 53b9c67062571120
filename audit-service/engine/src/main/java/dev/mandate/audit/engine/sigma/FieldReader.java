package dev.mandate.audit.engine.sigma;

import dev.mandate.audit.engine.sigma.Wildcards.Place;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;

/** Reads one line of a selection, {@code field|modifier|…: values}, into a test of the event. */
final class FieldReader {
    private static final int MAX_VALUES = 1000;
    private static final Set<String> MODIFIERS = Set.of(
            "contains",
            "startswith",
            "endswith",
            "all",
            "exists",
            "cased",
            "re",
            "i",
            "m",
            "s",
            "cidr",
            "lt",
            "lte",
            "gt",
            "gte",
            "fieldref");
    /** Modifiers that say how a value is compared: a line has at most one of them. */
    private static final Set<String> COMPARISONS =
            Set.of("contains", "startswith", "endswith", "exists", "re", "cidr", "lt", "lte", "gt", "gte");

    private static final Set<String> WORDS = Set.of("contains", "startswith", "endswith");

    private final FieldNames fields;

    FieldReader(FieldNames fields) {
        this.fields = fields;
    }

    EventTest read(YamlPart key, YamlPart part) {
        var words = List.of(key.text().split("\\|", -1));
        var field = fields.checked(words.get(0), key);
        var modifiers = modifiers(words.subList(1, words.size()), key);
        var values = part.list();
        if (values.isEmpty() || values.size() > MAX_VALUES)
            throw part.refuse("'" + field + "' needs at least one and at most " + MAX_VALUES + " values");
        var tests = new ArrayList<EventTest>();
        for (var value : values) tests.add(test(field, modifiers, value));
        return modifiers.contains("all") ? EventTest.all(tests) : EventTest.any(tests);
    }

    private Set<String> modifiers(List<String> words, YamlPart part) {
        var modifiers = new LinkedHashSet<String>();
        for (var word : words) {
            if (!MODIFIERS.contains(word))
                throw part.refuse("unknown modifier '" + word + "'; known are " + String.join(", ", sorted(MODIFIERS)));
            if (!modifiers.add(word)) throw part.refuse("modifier '" + word + "' is written twice; keep one");
        }
        var comparisons = modifiers.stream().filter(COMPARISONS::contains).toList();
        if (comparisons.size() > 1)
            throw part.refuse("modifiers " + String.join(" and ", comparisons) + " exclude each other; keep one");
        boolean word = comparisons.isEmpty() || WORDS.contains(comparisons.get(0));
        if (!word && (modifiers.contains("cased") || modifiers.contains("fieldref")))
            throw part.refuse("'cased' and 'fieldref' compare texts; they don't go with '" + comparisons.get(0) + "'");
        boolean flags = modifiers.contains("i") || modifiers.contains("m") || modifiers.contains("s");
        if (flags && !modifiers.contains("re")) throw part.refuse("'i', 'm' and 's' only go with 're'");
        return modifiers;
    }

    private EventTest test(String field, Set<String> modifiers, YamlPart part) {
        boolean cased = modifiers.contains("cased");
        if (modifiers.contains("exists")) return exists(field, part);
        if (modifiers.contains("re"))
            return LinearRegex.of(
                            part,
                            String.join(
                                    "",
                                    modifiers.stream()
                                            .filter(modifier -> modifier.length() == 1)
                                            .toList()))
                    .in(field);
        if (modifiers.contains("cidr")) return cidr(part).in(field);
        if (modifiers.contains("lt")) return ordered(part, sign -> sign < 0).in(field);
        if (modifiers.contains("lte")) return ordered(part, sign -> sign <= 0).in(field);
        if (modifiers.contains("gt")) return ordered(part, sign -> sign > 0).in(field);
        if (modifiers.contains("gte")) return ordered(part, sign -> sign >= 0).in(field);
        if (modifiers.contains("fieldref")) return reference(field, part, place(modifiers), cased);
        return equal(field, part, place(modifiers), cased);
    }

    private static Place place(Set<String> modifiers) {
        if (modifiers.contains("contains")) return Place.ANYWHERE;
        if (modifiers.contains("startswith")) return Place.START;
        return modifiers.contains("endswith") ? Place.END : Place.WHOLE;
    }

    private static EventTest exists(String field, YamlPart part) {
        if (!(part.value() instanceof Boolean wanted)) throw part.refuse("'exists' takes true or false");
        return event -> event.values(field).isEmpty() != wanted;
    }

    private static ValueTest cidr(YamlPart part) {
        var range = AddressRange.of(part.text());
        if (range == null) throw part.refuse("'" + part.text() + "' is not a range such as 10.0.0.0/8 or fd00::/8");
        return range;
    }

    private static ValueTest ordered(YamlPart part, IntPredicate wanted) {
        var limit = part.number();
        return value -> {
            var number = Numbers.of(value);
            return number != null && wanted.test(number.compareTo(limit));
        };
    }

    private EventTest reference(String field, YamlPart part, Place place, boolean cased) {
        var other = fields.checked(part.text(), part);
        return event -> {
            for (Object wanted : event.values(other))
                for (Object value : event.values(field))
                    if (Wildcards.literally(wanted.toString(), place, cased, value.toString())) return true;
            return false;
        };
    }

    private static EventTest equal(String field, YamlPart part, Place place, boolean cased) {
        var wanted = part.value();
        if (wanted == null) return event -> event.values(field).isEmpty();
        if (part.text().length() > Wildcards.MAX_LENGTH)
            throw part.refuse("a value has at most " + Wildcards.MAX_LENGTH + " characters; use a part of it");
        var text = Wildcards.of(part.text(), place, cased);
        if (place != Place.WHOLE || !(wanted instanceof BigDecimal number)) return text.in(field);
        ValueTest test = value -> {
            var actual = Numbers.of(value);
            return actual == null ? text.test(value) : actual.compareTo(number) == 0;
        };
        return test.in(field);
    }

    private static List<String> sorted(Set<String> words) {
        return words.stream().sorted().toList();
    }
}
