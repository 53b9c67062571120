package dev.mandate.bench.http;

import java.io.File;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A JVM of its own, ended with the bench, whose CPU time can be read. */
final class MeasuredProcess implements AutoCloseable {
    private final Process process;

    private MeasuredProcess(Process process) {
        this.process = process;
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    }

    static MeasuredProcess java(List<String> options, List<String> arguments, Map<String, String> environment, Path log)
            throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(arguments);
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        return new MeasuredProcess(builder.start());
    }

    Duration cpu() {
        return process.info().totalCpuDuration().orElseThrow();
    }

    /** Waits until it answers 200 there. */
    void awaitReady(URI probe, Duration limit) throws InterruptedException {
        var client = HttpClient.newHttpClient();
        var request =
                HttpRequest.newBuilder(probe).timeout(Duration.ofSeconds(2)).build();
        await(limit, () -> client.send(request, BodyHandlers.discarding()).statusCode() == 200);
    }

    /** Waits until it listens there. */
    void awaitOpen(int port, Duration limit) throws InterruptedException {
        await(limit, () -> {
            try (var socket = new Socket("127.0.0.1", port)) {
                return socket.isConnected();
            }
        });
    }

    private void await(Duration limit, Attempt attempt) throws InterruptedException {
        var until = System.nanoTime() + limit.toNanos();
        while (System.nanoTime() < until) {
            if (!process.isAlive()) throw new IllegalStateException("it ended with " + process.exitValue());
            try {
                if (attempt.succeeds()) return;
            } catch (IOException notYet) {
                // it is starting
            }
            Thread.sleep(50);
        }
        throw new IllegalStateException("not there within " + limit);
    }

    private interface Attempt {
        boolean succeeds() throws IOException, InterruptedException;
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
