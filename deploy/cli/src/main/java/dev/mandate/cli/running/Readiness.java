package dev.mandate.cli.running;

import dev.mandate.events.cloudevents.PlainText;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Waits until services say that they are ready, as long as they get nearer to it: until it answers, a process that starts uses the
 * processor; then its health tells what it waits for, and how much of it is left. How long all of it takes depends on the machine.
 */
final class Readiness {
    private static final Duration WITHOUT_PROGRESS = Duration.ofSeconds(120);
    private static final Duration BETWEEN_WORDS = Duration.ofSeconds(15);

    private static final int TRACE_LINES = 300;
    private static final String CAUSED_BY = "Caused by: ";

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final Ports ports;
    private final Layout layout;
    private final Duration withoutProgress;

    Readiness(Ports ports, Layout layout) {
        this(ports, layout, WITHOUT_PROGRESS);
    }

    Readiness(Ports ports, Layout layout, Duration withoutProgress) {
        this.ports = ports;
        this.layout = layout;
        this.withoutProgress = withoutProgress;
    }

    /**
     * Returns when the service is ready.
     *
     * @param running the process, empty once it ended
     * @param progress told now and then what is waited for
     * @throws NotReady if it ended, or got no nearer for a while
     */
    void await(Service service, Supplier<Optional<ProcessHandle>> running, Consumer<String> progress) {
        var seen = "";
        var since = System.nanoTime();
        var told = since;
        for (var answer = ask(service); !answer.ready(); answer = ask(service)) {
            var process = running.get();
            if (process.isEmpty()) throw new NotReady(service.title() + " ended\n" + endOfLog(service));
            var now = answer.waitsFor().isEmpty() ? "starts, " + cpuSeconds(process.get()) : answer.waitsFor();
            if (!now.equals(seen)) since = System.nanoTime();
            seen = now;
            if (elapsed(since, withoutProgress)) throw new NotReady(standsStill(service, answer));
            if (elapsed(told, BETWEEN_WORDS)) {
                told = System.nanoTime();
                progress.accept(service.title() + ' ' + inWords(answer));
            }
            pause();
        }
    }

    boolean ready(Service service) {
        return ask(service).ready();
    }

    private HealthAnswer ask(Service service) {
        try {
            var request = HttpRequest.newBuilder(URI.create(ports.managementUrl(service) + "/q/health/ready"))
                    .timeout(Duration.ofSeconds(3))
                    .build();
            var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            return HealthAnswer.of(answer.statusCode(), answer.body());
        } catch (IOException e) {
            return HealthAnswer.NONE;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotReady("interrupted");
        }
    }

    private String standsStill(Service service, HealthAnswer answer) {
        return "%s is not ready and got no nearer for %d s: it %s%n%s"
                .formatted(service.title(), withoutProgress.toSeconds(), inWords(answer), endOfLog(service));
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
    private String endOfLog(Service service) {
        try {
            List<String> lines = Files.readAllLines(layout.log(service.title()));
            var cause = cause(lines);
            if (!cause.isEmpty())
                return "since " + cause + "\n(all of it: deploy/mandate logs " + service.account() + ")";
            return lines.subList(Math.max(0, lines.size() - 15), lines.size()).stream()
                    .map(line -> line.substring(0, Math.min(line.length(), 300)))
                    .collect(Collectors.joining("\n"));
        } catch (IOException e) {
            return "(its log can't be read)";
        }
    }

    /** What the last trace of the log ends with, without its class. */
    static String cause(List<String> lines) {
        var last = "";
        for (var line : lines.subList(Math.max(0, lines.size() - TRACE_LINES), lines.size()))
            if (line.startsWith(CAUSED_BY)) last = line.substring(CAUSED_BY.length());
        var words = last.indexOf(": ");
        return words < 0 ? "" : PlainText.shown(last.substring(words + 2, Math.min(last.length(), 1000)));
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
