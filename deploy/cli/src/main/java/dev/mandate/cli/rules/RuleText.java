package dev.mandate.cli.rules;

import dev.mandate.audit.engine.sigma.pipeline.RulePipeline;
import dev.mandate.audit.engine.sigma.reading.RuleFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A Sigma file as it is sent: as it was written, or converted by pipelines. */
final class RuleText {
    @Parameters(description = "a Sigma file: one rule that raises findings, and those it refers to")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    @Option(
            names = "--pipeline",
            description =
                    "a processing pipeline of pySigma's form, by which rules of others become ours; several follow each other"
                            + " by their priority")
    private List<Path> pipelines = List.of();

    /** What problems call it: after a conversion their places are those of the converted text. */
    String name() {
        return pipelines.isEmpty() ? file.toString() : file + ", converted";
    }

    /** @throws dev.mandate.audit.engine.sigma.reading.RefusedRules where a pipeline or a rule can't be converted */
    String text() {
        var rules = read(file);
        if (pipelines.isEmpty()) return rules.text();
        return RulePipeline.of(pipelines.stream().map(RuleText::read).collect(Collectors.toList()))
                .applied(rules)
                .text();
    }

    private static RuleFile read(Path file) {
        try {
            return new RuleFile(file.toString(), Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
