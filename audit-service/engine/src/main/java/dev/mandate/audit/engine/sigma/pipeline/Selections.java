package dev.mandate.audit.engine.sigma.pipeline;

import dev.mandate.audit.engine.sigma.reading.YamlPart;
import java.util.ArrayList;
import java.util.List;

/**
 * Rewrites a selection line by line. Sigma writes "one of these lines" as a list of maps, so that a line that becomes several makes
 * as many maps of its own; of a line that says what a value must not be, all of them have to hold, and they stay together.
 */
final class Selections {
    private static final int MOST = 64;

    private Selections() {}

    static YamlPart rewritten(YamlPart selection, LineRewriter lines) {
        if (selection.isText()) return selection;
        if (!selection.isList()) {
            var alternatives = alternatives(selection, lines);
            return alternatives.size() == 1 ? alternatives.get(0) : selection.listing(alternatives);
        }
        var all = new ArrayList<YamlPart>();
        for (var each : selection.list()) {
            if (each.isText()) all.add(each);
            else all.addAll(alternatives(each, lines));
        }
        return selection.listing(all);
    }

    private static List<YamlPart> alternatives(YamlPart map, LineRewriter lines) {
        List<List<Line>> combinations = List.of(List.of());
        for (var entry : map.entries())
            combinations = combined(combinations, Line.of(entry.key(), entry.value()), lines, map);
        if (combinations.get(0).isEmpty()) throw map.refuse("the pipeline leaves nothing of this selection");
        return combinations.stream()
                .map(each -> map.mapping(each.stream().map(Line::written).toList()))
                .toList();
    }

    private static List<List<Line>> combined(
            List<List<Line>> combinations, Line line, LineRewriter lines, YamlPart map) {
        var become = lines.rewritten(line);
        var longer = new ArrayList<List<Line>>();
        for (var combination : combinations) {
            if (become.isEmpty() || line.has("neq")) longer.add(with(combination, become));
            else for (var one : become) longer.add(with(combination, List.of(one)));
        }
        if (longer.size() > MOST)
            throw map.refuse("fields that are several of ours make more than " + MOST + " cases of this selection");
        return longer;
    }

    private static List<Line> with(List<Line> combination, List<Line> more) {
        var longer = new ArrayList<>(combination);
        longer.addAll(more);
        return longer;
    }
}
