package dev.mandate.audit.engine.sigma.reading;

import dev.mandate.audit.engine.sigma.correlation.types.EventTest;
import dev.mandate.audit.engine.sigma.correlation.types.Numbers;
import dev.mandate.audit.engine.sigma.reading.Wildcards.Place;
import java.math.BigDecimal;

/** Compares texts, with wildcards, or with what another field of the event says. */
final class TextComparison {
    private TextComparison() {}

    static EventTest of(FieldLine line, YamlPart value) {
        return line.has(Modifier.FIELDREF) ? reference(line, value) : equal(line, value);
    }

    private static EventTest reference(FieldLine line, YamlPart value) {
        var field = line.field();
        var other = line.names().checked(value.text(), value);
        var place = line.place();
        var cased = line.has(Modifier.CASED);
        return event -> {
            for (Object wanted : event.values(other))
                for (Object actual : event.values(field))
                    if (Wildcards.literally(wanted.toString(), place, cased, actual.toString())) return true;
            return false;
        };
    }

    private static EventTest equal(FieldLine line, YamlPart value) {
        var wanted = value.value();
        if (wanted == null && line.isKeyword()) throw value.refuse("a keyword is a text; write one");
        if (wanted == null) return event -> event.values(line.field()).isEmpty();
        if (value.text().length() > Wildcards.MAX_LENGTH)
            throw value.refuse("a value has at most " + Wildcards.MAX_LENGTH + " characters; use a part of it");
        var place = line.place();
        var text = text(line, value, place);
        if (place != Place.WHOLE || !(wanted instanceof BigDecimal number)) return line.of(text);
        ValueTest test = each -> {
            var actual = Numbers.of(each);
            return actual == null ? text.test(each) : actual.compareTo(number) == 0;
        };
        return line.of(test);
    }

    private static ValueTest text(FieldLine line, YamlPart value, Place place) {
        var cased = line.has(Modifier.CASED);
        var dashed = line.has(Modifier.WINDASH) && !TextEncoding.isIn(line);
        var meant = TextEncoding.of(line, value).stream()
                .map(text -> Wildcards.of(dashed ? Wildcards.anyDash(text) : text, place, cased))
                .toList();
        if (meant.size() == 1) return meant.get(0);
        return each -> meant.stream().anyMatch(pattern -> pattern.test(each));
    }
}
