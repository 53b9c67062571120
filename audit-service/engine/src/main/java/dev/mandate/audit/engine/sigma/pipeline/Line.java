package dev.mandate.audit.engine.sigma.pipeline;

import dev.mandate.audit.engine.sigma.reading.YamlPart;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * One line of a selection.
 *
 * @param key where it stands
 * @param field empty for keywords
 */
record Line(YamlPart key, String field, List<String> modifiers, YamlPart value) {
    Line {
        modifiers = List.copyOf(modifiers);
    }

    static Line of(YamlPart key, YamlPart value) {
        var words = List.of(key.text().split("\\|", -1));
        return new Line(key, words.get(0), words.subList(1, words.size()), value);
    }

    boolean has(String modifier) {
        return modifiers.contains(modifier);
    }

    Line ofField(String name) {
        return new Line(key, name, modifiers, value);
    }

    Line without(String modifier) {
        var left = new ArrayList<>(modifiers);
        left.remove(modifier);
        return new Line(key, field, left, value);
    }

    Line withValue(YamlPart other) {
        return new Line(key, field, modifiers, other);
    }

    /** Where values are names of fields. */
    Line withReferences(UnaryOperator<String> names) {
        return withValue(Parts.each(value, each -> each.saying(names.apply(each.text()))));
    }

    YamlPart.Entry written() {
        var text = new StringBuilder(field);
        modifiers.forEach(modifier -> text.append('|').append(modifier));
        return new YamlPart.Entry(key.saying(text.toString()), value);
    }
}
