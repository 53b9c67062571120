package dev.mandate.cli.clients;

import dev.mandate.embedded.OwnersFile;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a secret goes that is told this once: to a file that only its owner reads, else to the screen. */
final class SecretPlace {
    @Option(
            names = "--secret-file",
            paramLabel = "FILE",
            description =
                    "where its secret goes, readable by you alone, and not to the screen; a file that isn't there yet")
    private @Nullable Path file;

    /** What is made while there is room for its secret. */
    @FunctionalInterface
    interface Making {
        /** @return the exit code */
        int with(Consumer<String> secret) throws IOException;
    }

    /**
     * Makes room before anything is made whose secret would be lost without; the room is gone again where nothing was.
     *
     * @throws IllegalArgumentException if there is a file already, or there can't be one
     */
    int whileThereIsRoom(Making making) throws IOException {
        var place = file;
        if (place == null) return making.with(secret -> System.out.println("  " + secret));
        reserve(place);
        var kept = new boolean[1];
        try {
            return making.with(secret -> {
                OwnersFile.write(place, secret);
                kept[0] = true;
                System.out.println("  its secret is in " + place + ", which you alone may read");
            });
        } finally {
            if (!kept[0]) Files.deleteIfExists(place);
        }
    }

    boolean isFile() {
        return file != null;
    }

    /** How a shell takes the secret from where it is. */
    String inShell() {
        return file == null ? "SECRET" : "$(cat " + ShellWord.of(file.toString()) + ")";
    }

    private static void reserve(Path file) throws IOException {
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (FileAlreadyExistsException e) {
            throw new IllegalArgumentException(
                    file + " is there already: name another file, so that no secret is written over", e);
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException(file + " has no directory to be in: make it, or name another file", e);
        }
    }
}
