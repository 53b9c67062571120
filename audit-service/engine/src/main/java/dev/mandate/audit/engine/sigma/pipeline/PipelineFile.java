package dev.mandate.audit.engine.sigma.pipeline;

import dev.mandate.audit.engine.sigma.reading.RuleDocuments;
import dev.mandate.audit.engine.sigma.reading.RuleFile;
import dev.mandate.audit.engine.sigma.reading.RuleProblem;
import dev.mandate.audit.engine.sigma.reading.UnreadableRule;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Set;

/** One file with a pipeline: {@code name}, {@code priority}, {@code vars} and {@code transformations}. */
record PipelineFile(int priority, List<Step> steps) {
    private static final Set<String> KEYS = Set.of("name", "priority", "vars", "transformations", "allowed_backends");
    private static final int MOST = 500;

    static PipelineFile read(RuleFile file) {
        var documents = RuleDocuments.of(file);
        if (documents.size() != 1)
            throw new UnreadableRule(new RuleProblem(file.name(), 1, 1, "a pipeline is a file with one document"));
        var keys = documents.get(0).map(KEYS);
        var transformations = keys.get("transformations");
        if (transformations == null) throw documents.get(0).refuse("add 'transformations:'");
        if (transformations.list().size() > MOST)
            throw transformations.refuse("a pipeline has at most " + MOST + " transformations");
        var vars = new HashMap<String, List<String>>();
        var given = keys.get("vars");
        if (given != null) given.map().forEach((name, values) -> vars.put(name, values.texts()));
        var steps = new ArrayList<Step>();
        for (var part : transformations.list()) steps.add(TransformationReader.read(part, vars));
        var priority = keys.get("priority");
        return new PipelineFile(priority == null ? 0 : whole(priority.number()), List.copyOf(steps));
    }

    private static int whole(BigDecimal number) {
        return number.min(BigDecimal.valueOf(1_000_000)).max(BigDecimal.ZERO).intValue();
    }
}
