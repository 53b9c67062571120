package dev.mandate.bench.http;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Asks a service by its probes, ten times a second, while it is given all that it can do, and keeps how long the answers took; beside them how
 * late a thread woke that only slept: so late is whatever this machine does.
 */
public final class Probed implements AutoCloseable {
    private static final Duration EVERY = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** After which those who probe take a service for dead, where nothing else was set. */
    private static final Duration LONGEST = Duration.ofSeconds(1);

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<HttpRequest> probes;
    private final Thread thread = new Thread(this::ask, "probes");
    private volatile boolean closed;
    private int asked;
    private int late;
    private Duration slowest = Duration.ZERO;
    private Duration overslept = Duration.ZERO;

    private Probed(List<HttpRequest> probes) {
        this.probes = probes;
        thread.setDaemon(true);
    }

    /** @param management anything at the service's management port */
    public static Probed at(URI management) {
        var probed = new Probed(List.of(probe(management, "live"), probe(management, "ready")));
        probed.thread.start();
        return probed;
    }

    private static HttpRequest probe(URI management, String name) {
        return HttpRequest.newBuilder(management.resolve("/q/health/" + name))
                .timeout(PATIENCE)
                .build();
    }

    private void ask() {
        while (!closed) {
            for (var probe : probes) {
                var began = System.nanoTime();
                var well = answers(probe);
                var took = since(began);
                asked++;
                if (!well || took.compareTo(LONGEST) > 0) late++;
                slowest = longer(slowest, took);
            }
            var began = System.nanoTime();
            if (!slept()) return;
            overslept = longer(overslept, since(began).minus(EVERY));
        }
    }

    private boolean answers(HttpRequest probe) {
        try {
            return http.send(probe, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            closed = true;
            return true;
        }
    }

    private static boolean slept() {
        try {
            Thread.sleep(EVERY.toMillis());
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    private static Duration since(long began) {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    /** Once it is closed. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%d probes meanwhile, %d of them after 1 s or not well; the slowest after %.3f s; a thread that slept woke %.3f s late at most",
                asked,
                late,
                slowest.toMillis() / 1e3,
                overslept.toMillis() / 1e3);
    }

    /** Returns once the last answer is there. */
    @Override
    public void close() throws InterruptedException {
        closed = true;
        thread.join();
    }
}
