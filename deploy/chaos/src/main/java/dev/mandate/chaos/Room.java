package dev.mandate.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a run may take of the disk: it begins only if there is enough for what is asked for, and ends while there is some left. */
final class Room {
    private static final long MIB = 1 << 20;
    /** Programs, empty databases, logs and what Kafka makes room for ahead. */
    private static final long FOR_ITSELF = 4_096 * MIB;
    /** On three brokers, in the risk job's stores and in the database, with indexes and the write-ahead log. */
    private static final long FOR_AN_EVENT = 20 << 10;

    private static final long LEFT = 1_024 * MIB;

    private final Path directory;

    Room(Path directory) {
        this.directory = directory;
    }

    /** @throws IllegalArgumentException if there isn't enough */
    void require(long events) {
        var needed = FOR_ITSELF + events * FOR_AN_EVENT;
        if (free() < needed)
            throw new IllegalArgumentException(
                    "%,d events may take %,d MiB, and the disk of %s has %,d: make room, ask for fewer --events, or name a --directory with more"
                            .formatted(events, needed / MIB, directory, free() / MIB));
    }

    /** @throws IllegalStateException if a run has to end, since what follows would be faults that nobody asked for */
    void requireSome() {
        if (free() < LEFT)
            throw new IllegalStateException("the disk of %s has only %,d MiB left".formatted(directory, free() / MIB));
    }

    private long free() {
        try {
            return Files.getFileStore(directory).getUsableSpace();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
