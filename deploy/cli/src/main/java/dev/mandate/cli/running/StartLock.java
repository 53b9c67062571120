package dev.mandate.cli.running;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Who starts processes of a checkout does it alone: of two launchers that both found nothing running, one would start everything a
 * second time, and stop what is the other's when that fails. The system gives it back if the launcher dies.
 */
public final class StartLock implements AutoCloseable {
    private final FileChannel file;

    private StartLock(FileChannel file) {
        this.file = file;
    }

    /** Returns when nobody else starts anything, and tells once for whom it waits. */
    static StartLock of(Layout layout, Consumer<String> progress) {
        var path = layout.startLock();
        try {
            Files.createDirectories(path.getParent());
            var file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            var told = false;
            while (tried(file) == null) {
                if (!told)
                    progress.accept("another launcher" + holder(path) + " is starting the system: waiting for it");
                told = true;
                pause(file);
            }
            file.truncate(0);
            file.write(
                    ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(US_ASCII)));
            return new StartLock(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot lock " + path, e);
        }
    }

    private static @Nullable FileLock tried(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException inThisJvm) {
            return null;
        }
    }

    private static String holder(Path path) throws IOException {
        var pid = Files.readString(path).trim();
        return pid.isEmpty() ? "" : " (process " + pid + ")";
    }

    private static void pause(FileChannel file) throws IOException {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            file.close();
            throw new NotReady("interrupted while another launcher was starting the system");
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
