package dev.mandate.audit.sigma;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** First reads each document on its own, then binds them; binds only when all could be read. */
final class RuleBookCompiler {
    private static final int MAX_RULES = 1000;

    private final FieldNames fields;
    private final List<RuleProblem> problems = new ArrayList<>();
    private final List<RuleDocument> documents = new ArrayList<>();
    private final List<RuleFilter> filters = new ArrayList<>();
    private final Map<String, RuleDocument> known = new HashMap<>();

    RuleBookCompiler(FieldNames fields) {
        this.fields = fields;
    }

    Compilation compile(Collection<RuleFile> files) {
        each(files, file -> each(RuleDocuments.of(file), this::read));
        each(filters, filter -> filter.check(known));
        if (!problems.isEmpty()) return new Compilation.Refused(problems);
        narrow();
        var silenced = new HashSet<RuleDocument>();
        each(documents, document -> silence(document, silenced));
        var correlations = new ArrayList<Correlation>();
        each(documents, document -> bind(document, silenced, correlations));
        return problems.isEmpty()
                ? new Compilation.Compiled(RuleBook.inForce(correlations))
                : new Compilation.Refused(problems);
    }

    private void read(YamlPart part) {
        if (documents.size() + filters.size() == MAX_RULES)
            throw part.refuse("more than " + MAX_RULES + " rules; retire some");
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
        var block = document.correlation();
        if (block == null) return;
        for (var name : CorrelationReader.silenced(block)) {
            var referenced = known.get(name);
            if (referenced != null) silenced.add(referenced);
        }
    }

    private void bind(RuleDocument document, Set<RuleDocument> silenced, List<Correlation> correlations) {
        var block = document.correlation();
        var detection = document.detection();
        if (block != null) {
            correlations.add(new CorrelationReader(known, fields).read(document, block));
        } else if (detection != null && !silenced.contains(document)) {
            correlations.add(CorrelationReader.single(document, detection));
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
