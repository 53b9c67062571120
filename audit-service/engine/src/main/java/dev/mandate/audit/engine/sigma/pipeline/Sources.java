package dev.mandate.audit.engine.sigma.pipeline;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The log sources of the rules in a file, as they were before a pipeline changed any. */
final class Sources {
    private final Map<String, Logsource> byName = new HashMap<>();
    private final Map<String, List<String>> named = new HashMap<>();

    Sources(List<RuleUnderway> documents) {
        for (var document : documents)
            for (var name : document.names()) {
                if (document.isCorrelation()) named.put(name, document.namedRules());
                else byName.put(name, document.logsource());
            }
    }

    Collection<Logsource> of(RuleUnderway document) {
        if (!document.isCorrelation()) return List.of(document.logsource());
        var sources = new ArrayList<Logsource>();
        collect(document.namedRules(), sources, new HashSet<>());
        return sources;
    }

    private void collect(List<String> names, List<Logsource> sources, Set<String> seen) {
        for (var name : names) {
            if (!seen.add(name)) continue;
            var source = byName.get(name);
            if (source != null) sources.add(source);
            collect(named.getOrDefault(name, List.of()), sources, seen);
        }
    }
}
