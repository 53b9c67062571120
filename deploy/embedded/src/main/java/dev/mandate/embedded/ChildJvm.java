package dev.mandate.embedded;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
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
import java.util.stream.Stream;

/** A JVM beside this one, of the same version, that ends with it; for tests that kill one and for measurements. */
public final class ChildJvm implements AutoCloseable {
    /**
     * For one that ends with its tests: a broker's start takes 2.6 s of processor time, and 3.0 if each class is verified once more. The JDK
     * looks up the names of classes in a table that is too small for a service, and would collect everything two to four times before it is
     * ready, to see whether classes can go, of which none can.
     */
    static final List<String> SHORT_LIVED = List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:MetaspaceSize=160m",
            "-XX:+UnlockDiagnosticVMOptions",
            "-XX:-BytecodeVerificationRemote",
            "-XX:+UnlockExperimentalVMOptions",
            "-XX:SymbolTableSize=524288");

    private final Process process;
    private final Path log;

    private ChildJvm(Process process, Path log) {
        this.process = process;
        this.log = log;
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    }

    /** The program of this JVM. */
    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** The options of one that ends with its tests, and these. */
    public static List<String> shortLived(String... options) {
        return Stream.concat(SHORT_LIVED.stream(), Stream.of(options)).toList();
    }

    /**
     * Starts it and returns at once.
     *
     * @param arguments what follows the options: {@code -jar} and a file, or {@code -cp}, a path and a class
     */
    public static ChildJvm start(
            List<String> options, List<String> arguments, Map<String, String> environment, Path log) {
        var command = new ArrayList<String>();
        command.add(java());
        command.addAll(options);
        command.addAll(arguments);
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        try {
            return new ChildJvm(builder.start(), log);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start a JVM", e);
        }
    }

    public ProcessHandle handle() {
        return process.toHandle();
    }

    /** User and system time so far. */
    public Duration cpu() {
        return process.info().totalCpuDuration().orElseThrow();
    }

    /**
     * Waits until a GET there is answered with 200.
     *
     * @throws IllegalStateException if it ends first, or takes longer than the limit
     */
    public void awaitReady(URI probe, Duration limit) {
        var client = HttpClient.newHttpClient();
        var request =
                HttpRequest.newBuilder(probe).timeout(Duration.ofSeconds(2)).build();
        await(limit, () -> client.send(request, BodyHandlers.discarding()).statusCode() == 200);
    }

    /**
     * Waits until somebody listens there.
     *
     * @throws IllegalStateException as {@link #awaitReady}
     */
    public void awaitOpen(int port, Duration limit) {
        await(limit, () -> {
            try (var socket = new Socket(Loopback.ADDRESS, port)) {
                return socket.isConnected();
            }
        });
    }

    /** As a crash does; returns when it is gone. */
    public void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** Asks it to end (SIGTERM) and returns at once. */
    public void end() {
        process.destroy();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** @see ProcessFaults#pause */
    public void pause() {
        ProcessFaults.pause(handle());
    }

    public void goesOn() {
        ProcessFaults.goesOn(handle());
    }

    /** @see ProcessFaults#fillDisk */
    public void fillDisk() {
        ProcessFaults.fillDisk(handle());
    }

    public void hasRoom() {
        ProcessFaults.hasRoom(handle());
    }

    @Override
    public void close() {
        kill();
    }

    /** @throws IllegalStateException if it ends first, or takes longer */
    public void await(Duration limit, Attempt attempt) {
        var until = System.nanoTime() + limit.toNanos();
        try {
            while (System.nanoTime() < until) {
                if (!process.isAlive()) throw new IllegalStateException("it ended by itself, see " + log);
                if (succeeds(attempt)) return;
                Thread.sleep(50);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
        throw new IllegalStateException("not there within " + limit + ", see " + log);
    }

    private static boolean succeeds(Attempt attempt) throws InterruptedException {
        try {
            return attempt.succeeds();
        } catch (IOException notYet) {
            return false;
        }
    }

    /** A look whether it is as far. */
    public interface Attempt {
        /** @throws IOException if it isn't yet */
        boolean succeeds() throws IOException, InterruptedException;
    }
}
