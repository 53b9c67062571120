package dev.mandate.audit.engine.sigma.pipeline;

import dev.mandate.audit.engine.sigma.reading.RefusedRules;
import dev.mandate.audit.engine.sigma.reading.RuleDocuments;
import dev.mandate.audit.engine.sigma.reading.RuleFile;
import dev.mandate.audit.engine.sigma.reading.RuleProblem;
import dev.mandate.audit.engine.sigma.reading.UnreadableRule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Processing pipelines, one file each, that tell which fields and log sources of other systems are which of ours, and what stands for the
 * placeholders of a rule.
 *
 * @see <a href="https://sigmahq-pysigma.readthedocs.io/en/latest/Processing_Pipelines.html">Processing pipelines of pySigma</a>, of which
 *     what says something about rules here is taken
 */
public final class RulePipeline {
    private final List<Step> steps;

    private RulePipeline(List<Step> steps) {
        this.steps = List.copyOf(steps);
    }

    /**
     * Those of lower {@code priority} come first.
     *
     * @throws RefusedRules with the first problem of each file
     */
    public static RulePipeline of(Collection<RuleFile> files) {
        var problems = new ArrayList<RuleProblem>();
        var read = new ArrayList<PipelineFile>();
        for (var file : files) {
            try {
                read.add(PipelineFile.read(file));
            } catch (UnreadableRule e) {
                problems.add(e.problem());
            }
        }
        if (!problems.isEmpty()) throw new RefusedRules(problems);
        return new RulePipeline(read.stream()
                .sorted(Comparator.comparingInt(PipelineFile::priority))
                .flatMap(file -> file.steps().stream())
                .toList());
    }

    /**
     * The same rules in our words, in one file; whether they are rules that can be run,
     * {@link dev.mandate.audit.engine.sigma.reading.Compilation} says.
     *
     * @param files what a correlation names may stand in another one than itself
     * @throws RefusedRules with the first problem of each document, in the places of the files as they were
     */
    public RuleFile applied(Collection<RuleFile> files) {
        var problems = new ArrayList<RuleProblem>();
        var documents = new ArrayList<RuleUnderway>();
        for (var file : files) {
            try {
                RuleDocuments.of(file).forEach(part -> documents.add(new RuleUnderway(part)));
            } catch (UnreadableRule e) {
                problems.add(e.problem());
            }
        }
        if (problems.isEmpty()) {
            var sources = new Sources(documents);
            for (var document : documents) apply(document, sources, problems);
        }
        if (!problems.isEmpty()) throw new RefusedRules(problems);
        return RuleDocuments.written(
                files.stream().map(RuleFile::name).collect(Collectors.joining(" + ")),
                documents.stream().map(RuleUnderway::part).toList());
    }

    private void apply(RuleUnderway document, Sources sources, List<RuleProblem> problems) {
        try {
            for (var step : steps)
                if (step.conditions().hold(() -> sources.of(document)))
                    step.transformation().apply(document);
        } catch (UnreadableRule e) {
            problems.add(e.problem());
        }
    }
}
