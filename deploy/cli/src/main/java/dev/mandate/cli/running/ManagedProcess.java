package dev.mandate.cli.running;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.mandate.embedded.OwnersFile;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A process that outlives the launcher, known by its pid file ({@link ProcessMark}). */
final class ManagedProcess {
    private static final Duration ORDERLY = Duration.ofSeconds(30);
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
            keep(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + name + ": " + e.getMessage(), e);
        }
    }

    /** Empty too where its pid file says nothing that can be read: then nobody knows which process it is, and none is signalled. */
    Optional<ProcessHandle> running() {
        try {
            return ProcessMark.parse(Files.readString(layout.pidFile(name), ISO_8859_1))
                    .flatMap(ProcessMark::process);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot read " + layout.pidFile(name) + ", which says which process is " + name
                            + ": let its owner call this, or remove it once that process has ended",
                    e);
        }
    }

    /** SIGTERM, which one that stands still gets once it goes on, and after {@link #ORDERLY} a kill; returns when it is gone. */
    void stop() {
        running().ifPresent(handle -> {
            handle.destroy();
            signal(handle, "CONT");
            if (!ended(handle)) {
                handle.destroyForcibly();
                ended(handle);
            }
        });
        layout.pidFile(name).toFile().delete();
    }

    /** Into its log, as a JVM does at SIGQUIT. */
    void dumpThreads() {
        running().ifPresent(handle -> signal(handle, "QUIT"));
    }

    private static void signal(ProcessHandle handle, String signal) {
        try {
            new ProcessBuilder("kill", "-" + signal, Long.toString(handle.pid()))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            // then it is killed after a while
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
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

    /** A process that no file names would stay for ever. */
    private void keep(Process started) {
        try {
            var mark = ProcessMark.of(started.toHandle())
                    .orElseThrow(() -> new IllegalStateException(name + " ended at once: see " + layout.log(name)));
            OwnersFile.write(layout.pidFile(name), mark.text());
        } catch (RuntimeException e) {
            started.destroyForcibly();
            throw e;
        }
    }

    /** The launcher's own. */
    static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    /** A terminal's Ctrl-C and hang-up must not reach it; the launcher decides who stops. */
    private static List<String> inOwnSession(List<String> command) {
        if (!Files.isExecutable(Path.of("/usr/bin/setsid"))) return command;
        var wrapped = new ArrayList<String>(List.of("/usr/bin/setsid"));
        wrapped.addAll(command);
        return wrapped;
    }
}
