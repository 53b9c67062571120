package dev.mandate.audit.engine.sigma.reading;

import dev.mandate.audit.engine.sigma.correlation.RuleBook;
import dev.mandate.audit.engine.sigma.correlation.types.Correlation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** First reads each document on its own, then binds them; binds only when all could be read. */
final class RuleBookCompiler {
    private static final int MAX_RULES = 1000;

    private final FieldNames fields;
    private final boolean taken;
    private final List<RuleProblem> problems = new ArrayList<>();
    private final List<RuleDocument> documents = new ArrayList<>();
    private final List<RuleFilter> filters = new ArrayList<>();
    private final Map<String, RuleDocument> known = new HashMap<>();

    /** @param taken what the specification alone refuses was looked at when these were taken, as far as it was then */
    RuleBookCompiler(FieldNames fields, boolean taken) {
        this.fields = fields;
        this.taken = taken;
    }

    Compilation compile(Collection<RuleFile> files) {
        each(files, file -> each(RuleDocuments.of(file), this::read));
        each(filters, filter -> filter.check(known));
        if (!problems.isEmpty()) return new Compilation.Refused(problems);
        narrow();
        var order = new BindingOrder(documents, known);
        each(documents, order::check);
        var silenced = Collections.<RuleDocument>newSetFromMap(new IdentityHashMap<>());
        each(documents, document -> silence(document, silenced));
        var bound = new IdentityHashMap<RuleDocument, Correlation>();
        each(order.documents(), document -> bind(document, silenced, bound));
        return problems.isEmpty()
                ? new Compilation.Compiled(RuleBook.inForce(documents.stream()
                        .filter(document -> !silenced.contains(document))
                        .map(bound::get)
                        .toList()))
                : new Compilation.Refused(inOrder());
    }

    /** As the rules stand in the files, whatever was bound first. */
    private List<RuleProblem> inOrder() {
        var files = documents.stream()
                .map(document -> document.part().file())
                .distinct()
                .toList();
        return problems.stream()
                .sorted(Comparator.comparing((RuleProblem problem) -> files.indexOf(problem.file()))
                        .thenComparing(RuleProblem::line))
                .toList();
    }

    private void read(YamlPart part) {
        if (documents.size() + filters.size() == MAX_RULES)
            throw part.refuse("more than " + MAX_RULES + " rules; retire some");
        if (!taken) RuleSchema.check(part.map());
        if (RuleFilter.isIn(part)) {
            filters.add(RuleFilter.read(part, fields));
        } else {
            var document = RuleDocument.read(part, fields);
            documents.add(document);
            names(document);
        }
    }

    private void narrow() {
        documents.replaceAll(document -> document.narrowedBy(
                filters.stream().filter(filter -> filter.narrows(document)).toList()));
        known.clear();
        documents.forEach(this::names);
    }

    private void names(RuleDocument document) {
        name(document, document.id());
        var name = document.name();
        if (name != null && !name.equals(document.id())) name(document, name);
    }

    private void name(RuleDocument document, String name) {
        var other = known.putIfAbsent(name, document);
        if (other != null) {
            var line = other.part().node().getStartMark().getLine() + 1;
            throw document.part()
                    .refuse("'" + name + "' already names the rule in "
                            + other.part().file() + ":" + line + "; choose another id or name");
        }
    }

    private void silence(RuleDocument document, Set<RuleDocument> silenced) {
        for (var name : CorrelationReader.silenced(document)) {
            var referenced = known.get(name);
            if (referenced != null) silenced.add(referenced);
        }
    }

    private void bind(RuleDocument document, Set<RuleDocument> silenced, Map<RuleDocument, Correlation> bound) {
        var block = document.correlation();
        var detection = document.detection();
        if (block != null) {
            var correlation =
                    new CorrelationReader(known, bound, fields).read(document, block, !silenced.contains(document));
            if (correlation != null) bound.put(document, correlation);
        } else if (detection != null && !silenced.contains(document)) {
            bound.put(document, CorrelationReader.single(document, detection));
        }
    }

    private <T> void each(Collection<T> parts, Consumer<T> read) {
        for (var part : parts) {
            try {
                read.accept(part);
            } catch (UnreadableRule e) {
                problems.add(e.problem());
            }
        }
    }
}
