package dev.mandate.cli.running;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.mandate.events.cloudevents.PlainText;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Waits until services say that they are ready, as long as they get nearer to it: until it answers, a process that starts uses the
 * processor; then its health tells what it waits for, and how much of it is left. How long all of it takes depends on the machine.
 */
final class Readiness {
    private static final Duration WITHOUT_PROGRESS = Duration.ofSeconds(120);
    private static final Duration BETWEEN_WORDS = Duration.ofSeconds(15);

    private static final int TRACE_LINES = 300;
    private static final Pattern THROWN = Pattern.compile(
            "(?:Caused by: |Exception in thread \"[^\"]*\" )?[\\w.$]+\\.[\\w$]+(?:Exception|Error): (.+)");

    private final Duration withoutProgress;

    Readiness() {
        this(WITHOUT_PROGRESS);
    }

    Readiness(Duration withoutProgress) {
        this.withoutProgress = withoutProgress;
    }

    /**
     * Returns when it is ready.
     *
     * @param progress told now and then what is waited for
     * @throws NotReady if it ended, or got no nearer for a while
     */
    void await(Part part, Consumer<String> progress) {
        var seen = "";
        var since = System.nanoTime();
        var told = since;
        for (var answer = part.readiness(); !answer.ready(); answer = part.readiness()) {
            var process = part.running();
            if (process.isEmpty()) throw new NotReady(part.name() + " ended\n" + endOfLog(part));
            var now = answer.waitsFor().isEmpty() ? "starts, " + cpuSeconds(process.get()) : answer.waitsFor();
            if (!now.equals(seen)) since = System.nanoTime();
            seen = now;
            if (elapsed(since, withoutProgress)) throw new NotReady(standsStill(part, answer));
            if (elapsed(told, BETWEEN_WORDS)) {
                told = System.nanoTime();
                progress.accept(part.name() + ' ' + inWords(answer));
            }
            pause();
        }
    }

    private String standsStill(Part part, HealthAnswer answer) {
        return "%s is not ready and got no nearer for %d s: it %s%n%s"
                .formatted(part.name(), withoutProgress.toSeconds(), inWords(answer), endOfLog(part));
    }

    private static String inWords(HealthAnswer answer) {
        return answer.waitsFor().isEmpty() ? "starts and does not answer yet" : "waits for " + answer.waitsFor();
    }

    private static long cpuSeconds(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toSeconds();
    }

    private static boolean elapsed(long since, Duration time) {
        return System.nanoTime() - since > time.toNanos();
    }

    /** Why it ended, where its log says so; else how its log ends. */
    private static String endOfLog(Part part) {
        try {
            List<String> lines = Files.readAllLines(part.log(), ISO_8859_1);
            var cause = cause(lines);
            if (!cause.isEmpty()) return "since " + cause + "\n(all of it: deploy/mandate logs " + part.name() + ")";
            return lines.subList(Math.max(0, lines.size() - 15), lines.size()).stream()
                    .map(line -> line.substring(0, Math.min(line.length(), 300)))
                    .collect(Collectors.joining("\n"));
        } catch (IOException e) {
            return "(its log can't be read: " + part.log() + ")";
        }
    }

    /** What the last trace of the log ends with, without its class. */
    static String cause(List<String> lines) {
        var last = "";
        for (var line : lines.subList(Math.max(0, lines.size() - TRACE_LINES), lines.size())) {
            var thrown = THROWN.matcher(line);
            if (thrown.matches()) last = thrown.group(1);
        }
        return PlainText.shown(last.substring(0, Math.min(last.length(), 1000)));
    }

    private static void pause() {
        try {
            Thread.sleep(150);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotReady("interrupted");
        }
    }
}
