package dev.mandate.audit.engine.sigma.reading;

import dev.mandate.audit.engine.sigma.correlation.types.EventTest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** Reads {@code detection}: named selections and the condition over them. */
final class DetectionReader {
    private static final int MAX_ALTERNATIVES = 1000;

    private final FieldReader fields;

    DetectionReader(FieldReader fields) {
        this.fields = fields;
    }

    /** @param others keys of the block that are not selections */
    EventTest read(YamlPart detection, String... others) {
        var selections = new LinkedHashMap<String, EventTest>();
        var parts = detection.map();
        if (parts.containsKey("timeframe"))
            throw detection.refuse(
                    "'timeframe' is of Sigma 1; give the rule a 'name' and add a document with 'correlation:'"
                            + " (type: event_count, rules: [the name], group-by: [session], timespan: 15m, condition: {gte: 5})");
        for (var entry : parts.entrySet())
            if (!entry.getKey().equals("condition") && !List.of(others).contains(entry.getKey()))
                selections.put(entry.getKey(), selection(entry.getKey(), entry.getValue()));
        var condition = parts.get("condition");
        if (condition == null) throw detection.refuse("add 'condition:' with the names of the selections");
        if (selections.isEmpty()) throw detection.refuse("add a selection beside the condition");
        return ConditionReader.read(condition, selections);
    }

    /** Lines of a map must all hold; of a list of maps or keywords one has to. */
    private EventTest selection(String name, YamlPart part) {
        if (part.isText()) return fields.keyword(part);
        if (!part.isList()) return lines(name, part);
        if (part.list().size() > MAX_ALTERNATIVES)
            throw part.refuse("selection '" + name + "' has more than " + MAX_ALTERNATIVES + " alternatives; split it");
        var alternatives = new ArrayList<EventTest>();
        for (var alternative : part.list())
            alternatives.add(alternative.isText() ? fields.keyword(alternative) : lines(name, alternative));
        if (alternatives.isEmpty()) throw part.refuse("selection '" + name + "' is empty");
        return EventTest.any(alternatives);
    }

    private EventTest lines(String name, YamlPart part) {
        if (!part.isMap()) throw part.refuse("selection '" + name + "' needs 'field: value' lines, or keywords");
        List<EventTest> lines = new ArrayList<>();
        part.map(); // refuses a line that is written twice
        for (var line : part.entries()) lines.add(fields.read(line.key(), line.value()));
        if (lines.isEmpty()) throw part.refuse("selection '" + name + "' is empty");
        return EventTest.all(lines);
    }
}
