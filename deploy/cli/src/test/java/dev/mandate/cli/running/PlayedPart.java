package dev.mandate.cli.running;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/** A process of which a test says how it is. This JVM stands for it while it runs. */
final class PlayedPart implements Part {
    private final String name;
    boolean runs = true;
    boolean unreadable;
    String wrong = "";
    Supplier<HealthAnswer> readiness = () -> HealthAnswer.READY;
    Path log = Path.of("/nowhere");

    PlayedPart(String name) {
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int port() {
        return 1; // where nobody listens
    }

    @Override
    public Optional<ProcessHandle> running() {
        if (unreadable) throw new UncheckedIOException(new IOException("its pid file can't be read"));
        return runs ? Optional.of(ProcessHandle.current()) : Optional.empty();
    }

    @Override
    public String wrong() {
        return wrong;
    }

    @Override
    public HealthAnswer readiness() {
        return readiness.get();
    }

    @Override
    public Path log() {
        return log;
    }

    @Override
    public void start() {
        runs = true;
    }

    @Override
    public void end() {
        runs = false;
    }
}
