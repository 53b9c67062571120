package dev.mandate.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** What is known of a run so far, in a file beside its logs, each minute anew: one that breaks off has told that much. */
final class Summary implements AutoCloseable {
    private final Path file;
    private final Supplier<String> told;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "summary");
        thread.setDaemon(true);
        return thread;
    });

    /** Begins, and goes on until it is closed; once more if the run is ended from outside. */
    @SuppressWarnings("FutureReturnValueIgnored") // write() never throws
    Summary(Path directory, Supplier<String> told) {
        this.file = directory.resolve("summary.txt");
        this.told = told;
        timer.scheduleWithFixedDelay(this::write, 1, 1, TimeUnit.MINUTES);
        Runtime.getRuntime().addShutdownHook(new Thread(this::write, "last summary"));
    }

    synchronized void write() {
        try {
            var draft = file.resolveSibling("summary.draft");
            Files.writeString(draft, "as of " + Instant.now() + "\n" + told.get());
            Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException | RuntimeException e) {
            System.err.println("no summary: " + e);
        }
    }

    @Override
    public void close() {
        timer.shutdown();
        try {
            if (!timer.awaitTermination(5, TimeUnit.MINUTES)) System.err.println("no end of a summary");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        write();
    }
}
