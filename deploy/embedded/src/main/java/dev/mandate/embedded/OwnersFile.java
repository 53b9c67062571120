package dev.mandate.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files that are there whole or as they were before, and that nobody sees meanwhile who may not see them afterwards. */
public final class OwnersFile {
    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rw-------");

    private OwnersFile() {}

    /** Readable by its owner alone. */
    public static void write(Path file, byte[] bytes) {
        try {
            Files.createDirectories(directory(file));
            replace(file, bytes, OWNER);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    public static void write(Path file, String text) {
        write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /** In its directory, which is there. */
    public static void replace(Path file, byte[] bytes, Set<PosixFilePermission> permissions) throws IOException {
        var next =
                Files.createTempFile(directory(file), ".mandate", ".next", PosixFilePermissions.asFileAttribute(OWNER));
        try {
            fill(next, bytes);
            Files.setPosixFilePermissions(next, permissions);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(next);
        }
    }

    /** A directory into which its owner alone looks. */
    public static void makeDirectory(Path directory) {
        try {
            Files.createDirectories(directory);
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make " + directory + " private: " + e.getMessage(), e);
        }
    }

    private static Path directory(Path file) {
        return file.toAbsolutePath().resolveSibling("");
    }

    private static void fill(Path file, byte[] bytes) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            var left = ByteBuffer.wrap(bytes);
            while (left.hasRemaining()) channel.write(left);
            channel.force(true);
        }
    }
}
