package dev.mandate.cli.running;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A process that outlives the launcher. Its pid file holds pid and start instant, so that a number that the system gave to
 * someone else meanwhile is never signalled.
 */
final class ManagedProcess {
    private static final Duration ORDERLY = Duration.ofSeconds(20);
    private final String name;
    private final Layout layout;

    ManagedProcess(String name, Layout layout) {
        this.name = name;
        this.layout = layout;
    }

    void start(List<String> command, Map<String, String> environment) {
        try {
            var log = layout.log(name);
            Files.createDirectories(log.getParent());
            var builder = new ProcessBuilder(inOwnSession(command))
                    .directory(layout.home().toFile())
                    .redirectErrorStream(true)
                    .redirectInput(new File("/dev/null"))
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().putAll(environment);
            write(builder.start().toHandle());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + name, e);
        }
    }

    Optional<ProcessHandle> running() {
        try {
            var file = layout.pidFile(name);
            if (!Files.exists(file)) return Optional.empty();
            var parts = Files.readString(file).trim().split(" ");
            return ProcessHandle.of(Long.parseLong(parts[0]))
                    .filter(ProcessHandle::isAlive)
                    .filter(handle -> startOf(handle).toString().equals(parts[1]));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the pid of " + name, e);
        }
    }

    /** SIGTERM, and after {@link #ORDERLY} a kill; returns when it is gone. */
    void stop() {
        running().ifPresent(handle -> {
            handle.destroy();
            if (!ended(handle)) {
                handle.destroyForcibly();
                ended(handle);
            }
        });
        layout.pidFile(name).toFile().delete();
    }

    private static boolean ended(ProcessHandle handle) {
        try {
            handle.onExit().get(ORDERLY.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void write(ProcessHandle handle) throws IOException {
        var file = layout.pidFile(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, handle.pid() + " " + startOf(handle));
    }

    private static Instant startOf(ProcessHandle handle) {
        return handle.info().startInstant().orElse(Instant.EPOCH);
    }

    /** A terminal's Ctrl-C and hang-up must not reach it; the launcher decides who stops. */
    private static List<String> inOwnSession(List<String> command) {
        if (!Files.isExecutable(Path.of("/usr/bin/setsid"))) return command;
        var wrapped = new ArrayList<String>(List.of("/usr/bin/setsid"));
        wrapped.addAll(command);
        return wrapped;
    }
}
