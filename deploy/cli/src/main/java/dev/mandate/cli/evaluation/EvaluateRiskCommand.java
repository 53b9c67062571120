package dev.mandate.cli.evaluation;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mandate.cli.traces.TraceFile;
import dev.mandate.cli.traces.TraceRun;
import dev.mandate.cli.traces.TraceTools;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
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
            description =
                    "Earlier runs from which profiles are learnt; their labels are looked at for --approvals alone.")
    private @Nullable Path history;

    @Option(
            names = "--approvals",
            description =
                    "Play as in service, where a call that is held waits for its person: in runs that are labelled benign or direct he "
                            + "says yes, in all others nobody does. What was approved so teaches; no run is judged by its own label, but by those "
                            + "of runs before it. Without it nobody was asked, and no label is looked at.")
    private boolean approvals;

    @Option(
            names = "--verdicts",
            description =
                    "Rules see what a content classifier said of each answer, as the recording has it (out.inj). A recording has no "
                            + "texts of answers, so that no classifier that reads them can be asked, neither phrases nor one of your own.")
    private boolean verdicts;

    @Option(names = "--frozen", description = "The runs that are judged teach nothing to those after them.")
    private boolean frozen;

    @Option(names = "--out", paramLabel = "FILE", description = "Write one JSON object a run.")
    private @Nullable Path out;

    @Option(
            names = "--calls",
            paramLabel = "FILE",
            description = "Write what was known of each call with consequences.")
    private @Nullable Path calls;

    @Option(
            names = "--sides",
            description =
                    "Judge also the same runs with each attack in one kind of task of eight (few), and with a single "
                            + "attacker behind a quarter of all runs (one).")
    private boolean sides;

    @Option(
            names = "--without",
            split = ",",
            paramLabel = "NAME",
            description =
                    "Leave out these rules, policies or kinds of destination.known_by, to see what they are worth.")
    private Set<String> without = Set.of();

    @Option(
            names = "--own-domains",
            split = ",",
            paramLabel = "DOMAIN",
            description =
                    "The organisation's own domains, as the catalogue has them in service. Without it no mailbox is a colleague's, and no "
                            + "recipient counts as outside.")
    private Set<String> ownDomains = Set.of();

    @Option(
            names = "--leave-out",
            arity = "0..1",
            fallbackValue = "all",
            split = ",",
            paramLabel = "NAME",
            description =
                    "Leave out each of these conditions (all, unless told which; what found or stopped nothing is named, not played) and "
                            + "each suite in turn: what is worth two points on one of the others, alone or beside all else that is left out, judges the one left "
                            + "out; beside it what is on itself.")
    private Set<String> leaveOut = Set.of();

    @Option(
            names = "--threads",
            paramLabel = "N",
            description =
                    "How many threads play, each a suite at a time; as many as there are processors unless told otherwise.")
    private int threads = Runtime.getRuntime().availableProcessors();

    /** Else its figures would pass for those of the classifier that is shipped. */
    private static final String AS_RECORDED =
            "What a classifier said of an answer is what the recording says (out.inj), and not what the gateway's would: there are no texts to ask it about.";

    private final List<String> unread = new ArrayList<>();

    @Override
    public Integer call() throws IOException {
        var tools = labels();
        var earlier = new History(history == null ? List.of() : runs(history, "--history"), approvals);
        var judged = runs(traces, "--traces");
        var evaluation = new Evaluation(tools, conditions(), verdicts, frozen, Math.max(1, threads), null);
        if (history != null || approvals) System.out.println(earlier + "\n");
        if (verdicts) System.out.println(AS_RECORDED + "\n");
        System.out.print(new LeftOut("Lines that are no runs, which are passed over", unread));
        List<RunVerdict> told;
        try (var lines = writer(out, "--out");
                var known = writer(calls, "--calls")) {
            var telling = known == null ? evaluation : evaluation.telling(new CallLines(known));
            told = judge(telling, earlier, judged, "");
            if (lines != null) for (var verdict : told) lines.write(verdict.json() + "\n");
        }
        if (!leaveOut.isEmpty()) {
            var candidates = leaveOut.equals(Set.of("all")) ? Conditions.names() : leaveOut;
            System.out.printf("%n%s%n", new LeaveOut(evaluation, earlier, judged, told).report(candidates));
        }
        if (sides)
            for (var side : Sides.values())
                judge(evaluation, earlier, side.of(judged), side.name().toLowerCase(Locale.ROOT));
        return 0;
    }

    private static List<RunVerdict> judge(Evaluation evaluation, History earlier, List<TraceRun> judged, String side) {
        var began = System.nanoTime();
        var progress = new Progress(earlier, judged);
        var told = evaluation.play(earlier, judged, progress);
        if (!side.isEmpty()) System.out.printf("%n%s:%n", side);
        System.out.printf(
                "%s%n%s%n", evaluation.report(judged, told), progress.summary((System.nanoTime() - began) / 1e9));
        return told;
    }

    private Conditions conditions() {
        try {
            return Conditions.without(without).at(told());
        } catch (IllegalArgumentException e) {
            throw wrong("--without: " + e.getMessage());
        }
    }

    private OwnDomains told() {
        try {
            return new OwnDomains(ownDomains);
        } catch (IllegalArgumentException e) {
            throw wrong("--own-domains: " + e.getMessage());
        }
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
            var none = new ArrayList<String>();
            var runs = new TraceFile(file).runs(0, none::add);
            if (runs.isEmpty())
                throw wrong(option + " " + file + " holds no run; it needs one JSON object a line"
                        + (none.isEmpty() ? "" : ": " + none.get(0)));
            none.forEach(line -> unread.add(option + " " + line));
            return runs;
        } catch (IOException | java.io.UncheckedIOException | IllegalArgumentException e) {
            throw wrong(option + " " + file + ": " + firstLine(e));
        }
    }

    private @Nullable Writer writer(@Nullable Path file, String option) {
        if (file == null) return null;
        try {
            return new BufferedWriter(Files.newBufferedWriter(file, UTF_8));
        } catch (IOException e) {
            throw wrong(option + " " + file + " can't be written: " + firstLine(e));
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
