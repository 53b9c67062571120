package dev.mandate.audit.engine.sigma.pipeline;

import dev.mandate.audit.engine.sigma.reading.UnreadableRule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The log sources of the rules that are converted together, as they were before a pipeline changed any. */
final class Sources {
    private final Map<String, RuleUnderway> byName = new HashMap<>();

    Sources(List<RuleUnderway> documents) {
        for (var document : documents) for (var name : document.names()) byName.put(name, document);
    }

    /** @throws UnreadableRule at a rule that a correlation names and that isn't among them: nobody knows what it is of */
    Collection<Logsource> of(RuleUnderway document) {
        var sources = new ArrayList<Logsource>();
        collect(document, sources, new HashSet<>());
        return sources;
    }

    private void collect(RuleUnderway document, List<Logsource> sources, Set<RuleUnderway> seen) {
        if (!seen.add(document)) return;
        if (!document.isCorrelation()) sources.add(document.logsource());
        for (var name : document.namedRules()) {
            var named = byName.get(name.text());
            if (named == null)
                throw name.refuse("no rule here has the id or name '" + name.text()
                        + "'; convert it together with the file that has it");
            collect(named, sources, seen);
        }
    }
}
