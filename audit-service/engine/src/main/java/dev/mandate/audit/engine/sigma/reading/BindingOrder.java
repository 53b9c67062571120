package dev.mandate.audit.engine.sigma.reading;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The order in which rules are bound: each after the correlations that it names. What comes back to itself has no place in it. */
final class BindingOrder {
    private final List<RuleDocument> order = new ArrayList<>();
    /** Of each rule, the correlations that it names. */
    private final Map<RuleDocument, List<Name>> names = new IdentityHashMap<>();
    /** How many of them have no place in the order yet. */
    private final Map<RuleDocument, Integer> missing = new IdentityHashMap<>();

    private record Name(YamlPart part, RuleDocument correlation) {}

    BindingOrder(List<RuleDocument> documents, Map<String, RuleDocument> known) {
        var naming = new IdentityHashMap<RuleDocument, List<RuleDocument>>();
        var ready = new ArrayDeque<RuleDocument>();
        for (var document : documents) {
            var named = named(document, known);
            names.put(document, named);
            missing.put(document, named.size());
            for (var name : named)
                naming.computeIfAbsent(name.correlation(), any -> new ArrayList<>())
                        .add(document);
            if (named.isEmpty()) ready.add(document);
        }
        while (!ready.isEmpty()) {
            var next = ready.remove();
            order.add(next);
            for (var outer : naming.getOrDefault(next, List.of()))
                if (missing.merge(outer, -1, Integer::sum) == 0) ready.add(outer);
        }
    }

    private static List<Name> named(RuleDocument document, Map<String, RuleDocument> known) {
        var named = new ArrayList<Name>();
        for (var part : CorrelationReader.named(document.correlation())) {
            var other = known.get(part.text());
            if (other != null && other.correlation() != null) named.add(new Name(part, other));
        }
        return named;
    }

    List<RuleDocument> documents() {
        return order;
    }

    /**
     * Of a circle each rule is told of; of those that only lead to one, none.
     *
     * @throws UnreadableRule at the name by which the rule comes back to itself
     */
    void check(RuleDocument document) {
        var way = new ArrayList<RuleDocument>();
        var at = document;
        while (waits(at) && !way.contains(at)) {
            way.add(at);
            at = next(at).correlation();
        }
        if (at != document || way.isEmpty()) return;
        throw next(document)
                .part()
                .refuse("a correlation can't wait for itself, but "
                        + way.stream()
                                .map(each -> "'" + each.calledName() + "' names ")
                                .collect(Collectors.joining()) + "'"
                        + document.calledName() + "'; take a name out");
    }

    private boolean waits(RuleDocument document) {
        return missing.getOrDefault(document, 0) > 0;
    }

    private Name next(RuleDocument document) {
        return names.getOrDefault(document, List.of()).stream()
                .filter(name -> waits(name.correlation()))
                .findFirst()
                .orElseThrow();
    }
}
