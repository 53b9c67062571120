package dev.mandate.audit.engine.sigma.reading;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mandate.audit.engine.sigma.correlation.types.EventTest;
import dev.mandate.audit.engine.sigma.reading.Wildcards.Place;
import java.nio.charset.Charset;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What stands before the colon in a line of a selection.
 *
 * @param field whose values are compared; empty for a keyword, which may stand in any of them
 * @param modifiers as they were written, one after the other
 * @param names of fields that may be used
 */
record FieldLine(String field, Set<Modifier> modifiers, FieldNames names) {
    static FieldLine read(YamlPart key, FieldNames names) {
        var words = List.of(key.text().split("\\|", -1));
        var field = words.get(0).isEmpty() && words.size() > 1 ? "" : names.checked(words.get(0), key);
        var modifiers = new LinkedHashSet<Modifier>();
        for (var word : words.subList(1, words.size())) {
            var modifier = Modifier.named(word).orElseThrow(() -> unknown(word, key));
            if (!modifiers.add(modifier)) throw key.refuse("modifier '" + word + "' is written twice; keep one");
        }
        requireTogether(modifiers, key);
        if (field.isEmpty()) requireOfKeywords(modifiers, key);
        return new FieldLine(field, modifiers, names);
    }

    private static UnreadableRule unknown(String word, YamlPart key) {
        if (word.equals("expand"))
            return key.refuse(
                    "what stands for the placeholders of 'expand', a pipeline says, by which rules are converted");
        return key.refuse("unknown modifier '" + word + "'; known are " + Modifier.known());
    }

    /** A word that may stand in any value. */
    static FieldLine keyword(FieldNames names) {
        return new FieldLine("", Set.of(), names);
    }

    private static void requireOfKeywords(Set<Modifier> modifiers, YamlPart key) {
        var others = modifiers.stream().filter(each -> !each.ofKeywords()).toList();
        if (!others.isEmpty())
            throw key.refuse("'" + others.get(0) + "' needs a field; keywords are looked for in all of them");
    }

    private static void requireTogether(Set<Modifier> modifiers, YamlPart key) {
        var comparisons = modifiers.stream().filter(Modifier::compares).toList();
        if (comparisons.size() > 1)
            throw key.refuse("modifiers "
                    + comparisons.stream().map(Modifier::toString).collect(Collectors.joining(" and "))
                    + " exclude each other; keep one");
        var noText = comparisons.stream().filter(each -> !each.comparesTexts()).findFirst();
        if (noText.isPresent() && modifiers.stream().anyMatch(Modifier::onlyOfTexts))
            throw key.refuse("modifiers of texts don't go with '" + noText.get() + "'");
        if (modifiers.stream().anyMatch(Modifier::onlyOfBase64)
                && !modifiers.contains(Modifier.BASE64)
                && !modifiers.contains(Modifier.BASE64OFFSET))
            throw key.refuse("'wide' and 'utf16' only go with 'base64' or 'base64offset'");
        if (modifiers.stream().filter(Modifier::ofDates).count() > 1) throw key.refuse("ask for one part of a date");
        if (modifiers.stream().anyMatch(Modifier::onlyOfRegex) && !modifiers.contains(Modifier.RE))
            throw key.refuse("'i', 'm' and 's' only go with 're'");
    }

    boolean isKeyword() {
        return field.isEmpty();
    }

    /** The test of the values that are meant. */
    EventTest of(ValueTest test) {
        return isKeyword() ? test.anywhere() : test.in(field);
    }

    boolean has(Modifier modifier) {
        return modifiers.contains(modifier);
    }

    /** Of a regular expression, one letter each. */
    String flags() {
        return modifiers.stream()
                .filter(Modifier::onlyOfRegex)
                .map(Modifier::toString)
                .collect(Collectors.joining());
    }

    /** Where in a text a value stands. */
    Place place() {
        if (isKeyword()) return Place.ANYWHERE;
        return modifiers.stream()
                .flatMap(each -> each.place().stream())
                .findFirst()
                .orElse(Place.WHOLE);
    }

    /** In each of which a text may have been encoded; of several modifiers that say so, the first in their own order. */
    List<Charset> charsets() {
        return modifiers.stream()
                .sorted()
                .map(Modifier::charsets)
                .filter(each -> !each.isEmpty())
                .findFirst()
                .orElse(List.of(UTF_8));
    }

    /** What the line asks of one of its values. */
    EventTest test(YamlPart value) {
        var test = modifiers.stream()
                .filter(Modifier::compares)
                .findFirst()
                .map(Modifier::comparison)
                .orElse(Modifier.WHOLE)
                .of(this, value);
        return modifiers.stream()
                .flatMap(each -> each.part().stream())
                .findFirst()
                .map(part -> part.of(field, test))
                .orElse(test);
    }
}
