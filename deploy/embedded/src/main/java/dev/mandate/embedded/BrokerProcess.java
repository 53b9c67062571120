package dev.mandate.embedded;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Starts {@link BrokerMain} in a JVM of its own with the class path of this one. */
public final class BrokerProcess implements AutoCloseable {
    /** Enough for the catalogue on one node; the page cache does the rest. */
    private static final List<String> JVM_OPTIONS = List.of("-Xms64m", "-Xmx384m", "-XX:+UseSerialGC", "-Xss512k");

    private final Process process;
    private final String bootstrapServers;

    private BrokerProcess(Process process, String bootstrapServers) {
        this.process = process;
        this.bootstrapServers = bootstrapServers;
    }

    /** The command, for a launcher that starts and watches processes itself. */
    public static List<String> command(Path java, String classPath, Path directory, int port, Path credentialsFile) {
        var command = new ArrayList<String>();
        command.add(java.toString());
        command.addAll(JVM_OPTIONS);
        command.addAll(List.of("-cp", classPath, BrokerMain.class.getName()));
        command.addAll(List.of(directory.toString(), Integer.toString(port), credentialsFile.toString()));
        return command;
    }

    /**
     * Starts the broker as a child that ends when this JVM does, however that ends. Returns at once.
     *
     * @see BrokerAdmin#awaitReady
     */
    public static BrokerProcess startChild(Path directory, int port, Path credentialsFile, Path logFile) {
        var command = command(Path.of(ChildJvm.java()), classPath(), directory, port, credentialsFile);
        command.addAll(1, ChildJvm.SHORT_LIVED);
        command.add(1, "-D" + BrokerMain.END_WITH_PARENT + "=true");
        try {
            var process = new ProcessBuilder(command)
                    .redirectInput(ProcessBuilder.Redirect.PIPE)
                    .redirectErrorStream(true)
                    .redirectOutput(new File(logFile.toString()))
                    .start();
            return new BrokerProcess(process, Loopback.ADDRESS + ":" + port);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start the broker", e);
        }
    }

    /** Without Quarkus, which would hold back the broker's log until an application configures it. */
    static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !new File(entry).getName().contains("quarkus"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    public String bootstrapServers() {
        return bootstrapServers;
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    /** As a crash does: nothing is flushed. Returns when the process is gone. */
    void kill() {
        process.destroyForcibly();
        await(Duration.ofSeconds(30));
    }

    /** SIGTERM; after 30 s a kill. */
    @Override
    public void close() {
        process.destroy();
        if (!await(Duration.ofSeconds(30))) kill();
    }

    private boolean await(Duration time) {
        try {
            return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
