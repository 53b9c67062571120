package dev.mandate.audit.engine.sigma.reading;

import dev.mandate.audit.engine.sigma.correlation.types.EventTest;
import java.util.ArrayList;

/** Reads one line of a selection, {@code field|modifier|…: values}, into a test of the event. */
final class FieldReader {
    private static final int MAX_VALUES = 1000;

    private final FieldNames fields;

    FieldReader(FieldNames fields) {
        this.fields = fields;
    }

    /** A word that may stand in any value of the event. */
    EventTest keyword(YamlPart word) {
        return FieldLine.keyword(fields).test(word);
    }

    EventTest read(YamlPart key, YamlPart part) {
        var line = FieldLine.read(key, fields);
        var values = part.list();
        if (values.isEmpty() || values.size() > MAX_VALUES)
            throw part.refuse("'" + key.text() + "' needs at least one and at most " + MAX_VALUES + " values");
        var tests = new ArrayList<EventTest>();
        for (var value : values) tests.add(line.test(value));
        return line.has(Modifier.ALL) || line.has(Modifier.NEQ) ? EventTest.all(tests) : EventTest.any(tests);
    }
}
