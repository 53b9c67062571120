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
    @Parameters(
            arity = "1..*",
            description =
                    "a Sigma file: one rule that raises findings, and those it refers to, which may stand in files of their"
                            + " own: what is published is all of them, as one text")
    @SuppressWarnings("NullAway.Init")
    private List<Path> files;

    @Option(
            names = "--pipeline",
            description =
                    "a processing pipeline of pySigma's form, by which rules of others become ours; several follow each other"
                            + " by their priority")
    private List<Path> pipelines = List.of();

    /** What problems call it: after a conversion, and of several files, their places are those of the text that is sent. */
    String name() {
        var names = files.stream().map(Path::toString).collect(Collectors.joining(" + "));
        return pipelines.isEmpty() ? names : names + ", converted";
    }

    /** @throws dev.mandate.audit.engine.sigma.reading.RefusedRules where a pipeline or a rule can't be converted */
    String text() {
        if (pipelines.isEmpty() && files.size() == 1) return read(files.get(0)).text(); // as it was written
        return RulePipeline.of(all(pipelines)).applied(all(files)).text();
    }

    private static List<RuleFile> all(List<Path> files) {
        return files.stream().map(RuleText::read).toList();
    }

    private static RuleFile read(Path file) {
        try {
            return new RuleFile(file.toString(), Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
