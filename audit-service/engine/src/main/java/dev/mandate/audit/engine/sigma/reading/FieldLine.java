package dev.mandate.audit.engine.sigma.reading;

import dev.mandate.audit.engine.sigma.correlation.EventTest;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What stands before the colon in a line of a selection.
 *
 * @param modifiers as they were written, one after the other
 * @param names of fields that may be used
 */
record FieldLine(String field, Set<Modifier> modifiers, FieldNames names) {
    static FieldLine read(YamlPart key, FieldNames names) {
        var words = List.of(key.text().split("\\|", -1));
        var field = names.checked(words.get(0), key);
        var modifiers = new LinkedHashSet<Modifier>();
        for (var word : words.subList(1, words.size())) {
            var modifier = Modifier.named(word)
                    .orElseThrow(() -> key.refuse("unknown modifier '" + word + "'; known are " + Modifier.known()));
            if (!modifiers.add(modifier)) throw key.refuse("modifier '" + word + "' is written twice; keep one");
        }
        requireTogether(modifiers, key);
        return new FieldLine(field, modifiers, names);
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

    /** What the line asks of one of its values. */
    EventTest test(YamlPart value) {
        var test = modifiers.stream()
                .filter(Modifier::compares)
                .findFirst()
                .map(Modifier::comparison)
                .orElse(Modifier.WHOLE)
                .of(this, value);
        return modifiers.stream()
                .filter(Modifier::ofDates)
                .findFirst()
                .map(part -> DatePart.valueOf(part.name()).of(field, test))
                .orElse(test);
    }
}
