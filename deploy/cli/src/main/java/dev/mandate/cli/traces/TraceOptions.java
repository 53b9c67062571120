package dev.mandate.cli.traces;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which recorded runs to replay. */
public final class TraceOptions {
    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--traces",
            paramLabel = "FILE",
            description = "Also replay recorded agent runs from this file (JSON lines, may be .gz).")
    private @Nullable Path traces;

    @Option(
            names = "--labels",
            paramLabel = "FILE",
            description = "What each tool of the runs can do (default: tool-labels.json beside the runs).")
    private @Nullable Path labels;

    @Option(
            names = "--runs",
            defaultValue = "500",
            description = "How many runs, spread evenly over the file; 0 for all (default: ${DEFAULT-VALUE}).")
    private int runs;

    /**
     * The replay, null if none was asked for.
     *
     * @throws ParameterException for a file that isn't there or isn't what it should be
     */
    public @Nullable TraceReplay replay() {
        if (traces == null) return null;
        var beside = labels == null ? traces.resolveSibling("tool-labels.json") : labels;
        if (runs < 0) throw wrong("--runs must not be negative");
        for (var file : new Path[] {traces, beside})
            if (!Files.isReadable(file)) throw wrong("there is no readable file " + file);
        try {
            return TraceReplay.of(traces, beside, runs);
        } catch (IOException | IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
