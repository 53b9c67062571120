package dev.mandate.cli.evaluation;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mandate.authz.engine.policies.SessionPolicies;
import dev.mandate.cli.traces.TraceFile;
import dev.mandate.cli.traces.TraceRun;
import dev.mandate.cli.traces.TraceTools;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures the shipped rules and session policies on recorded runs; needs no running system. */
@Command(
        name = "evaluate-risk",
        description = {
            "Play recorded agent runs through the risk job and the session policies, and count what they find and stop.",
            "Profiles are learnt as the runs are played, as they are in service; --frozen learns from --history alone."
        })
public final class EvaluateRiskCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--traces",
            required = true,
            paramLabel = "FILE",
            description = "Recorded runs, one JSON object a line; may be .gz.")
    @SuppressWarnings("NullAway.Init")
    private Path traces;

    @Option(
            names = "--labels",
            required = true,
            paramLabel = "FILE",
            description = "What each tool of each suite can do: {\"suite\": {\"tool\": [\"egress\", …]}}.")
    @SuppressWarnings("NullAway.Init")
    private Path labels;

    @Option(
            names = "--history",
            paramLabel = "FILE",
            description = "Earlier runs from which profiles are learnt; their labels are not looked at.")
    private @Nullable Path history;

    @Option(names = "--verdicts", description = "Rules see what a content classifier said of each answer (out.inj).")
    private boolean verdicts;

    @Option(names = "--frozen", description = "The runs that are judged teach nothing to those after them.")
    private boolean frozen;

    @Option(names = "--out", paramLabel = "FILE", description = "Write one JSON object a run.")
    private @Nullable Path out;

    @Override
    public Integer call() throws IOException {
        var tools = labels();
        var earlier = history == null ? List.<TraceRun>of() : runs(history, "--history");
        var judged = runs(traces, "--traces");
        var report = new EvaluationReport();
        var began = System.nanoTime();
        var progress = new Progress(earlier, judged);
        try (var replay = new RiskReplay(tools, SessionPolicies.shipped());
                var lines = lines()) {
            for (var run : earlier) {
                replay.play(run, verdicts, true);
                progress.played(run);
            }
            replay.rest(true);
            for (var run : judged) {
                var verdict = replay.play(run, verdicts, !frozen);
                report.add(run, verdict);
                if (lines != null) lines.write(verdict.json() + "\n");
                progress.played(run);
            }
        }
        var seconds = (System.nanoTime() - began) / 1e9;
        System.out.printf("%s%n%s%n", report, progress.summary(seconds));
        return 0;
    }

    private TraceTools labels() {
        readable(labels, "--labels");
        try {
            return TraceTools.read(labels);
        } catch (IOException | IllegalArgumentException e) {
            throw wrong("--labels " + labels + " is not a file of labels: " + firstLine(e));
        }
    }

    private List<TraceRun> runs(Path file, String option) {
        readable(file, option);
        try {
            var runs = new TraceFile(file).runs(0);
            if (runs.isEmpty()) throw wrong(option + " " + file + " holds no run; it needs one JSON object a line");
            return runs;
        } catch (IOException | java.io.UncheckedIOException | IllegalArgumentException e) {
            throw wrong(option + " " + file + ": " + firstLine(e));
        }
    }

    private @Nullable Writer lines() {
        if (out == null) return null;
        try {
            return new BufferedWriter(Files.newBufferedWriter(out, UTF_8));
        } catch (IOException e) {
            throw wrong("--out " + out + " can't be written: " + firstLine(e));
        }
    }

    private void readable(Path file, String option) {
        if (!Files.isReadable(file) || Files.isDirectory(file))
            throw wrong(option + ": there is no readable file " + file);
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("unreadable");
    }
}
