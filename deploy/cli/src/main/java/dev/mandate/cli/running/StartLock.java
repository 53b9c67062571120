package dev.mandate.cli.running;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Who starts or stops processes of a checkout does it alone: of two launchers that both found nothing running, one would start everything
 * a second time, and stop what is the other's when that fails; what one has stopped another would go on to start. The system gives it back
 * if the launcher dies.
 */
public final class StartLock implements AutoCloseable {
    static final String STARTS = "starting";
    static final String STOPS = "stopping";

    private final FileChannel file;

    private StartLock(FileChannel file) {
        this.file = file;
    }

    /**
     * Returns when nobody else has it, and tells once for whom it waits.
     *
     * @param does {@link #STARTS} or {@link #STOPS}, which others are told who wait
     */
    static StartLock of(Layout layout, String does, Consumer<String> progress) {
        var path = layout.startLock();
        try {
            Files.createDirectories(path.getParent());
            var file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            var told = false;
            while (tried(file) == null) {
                if (!told) progress.accept(waiting(Files.readString(path, US_ASCII)));
                told = true;
                pause(file);
            }
            sign(file, does);
            return new StartLock(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot lock " + path, e);
        }
    }

    /** For who waits. On a disk without room it is held unsigned: then most of all the system must be stoppable. */
    private static void sign(FileChannel file, String does) {
        try {
            file.truncate(0);
            file.write(ByteBuffer.wrap((ProcessHandle.current().pid() + " " + does).getBytes(US_ASCII)));
        } catch (IOException e) {
            return;
        }
    }

    private static @Nullable FileLock tried(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException inThisJvm) {
            return null;
        }
    }

    private static String waiting(String holder) {
        return said(holder) + ": waiting for it";
    }

    /** In words, who starts or stops the system now; empty if nobody does. */
    static Optional<String> holder(Layout layout) {
        if (!Files.exists(layout.startLock())) return Optional.empty();
        try (var file = FileChannel.open(layout.startLock(), StandardOpenOption.WRITE)) {
            return tried(file) == null
                    ? Optional.of(said(Files.readString(layout.startLock(), US_ASCII)) + ".")
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** @param holder as he wrote it, which he may not have done yet */
    static String said(String holder) {
        if (!holder.matches("\\d{1,18} \\w+")) return "another launcher has begun";
        var pid = Long.parseLong(holder.substring(0, holder.indexOf(' ')));
        var stopped = ProcessStat.standsStill(pid)
                ? " and stands still (let it go on by `fg` where it was started, or by `kill -CONT " + pid + "`)"
                : "";
        return "another launcher (process %d) is %s the system%s"
                .formatted(pid, holder.substring(holder.indexOf(' ') + 1), stopped);
    }

    private static void pause(FileChannel file) throws IOException {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            file.close();
            throw new NotReady("interrupted while it waited for another launcher");
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unlock", e);
        }
    }
}
