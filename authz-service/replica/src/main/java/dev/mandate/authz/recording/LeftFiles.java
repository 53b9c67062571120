package dev.mandate.authz.recording;

import dev.mandate.authz.recording.Backlog.Waiting;
import dev.mandate.events.cloudevents.WireRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Files of journals that processes left when they ended. What of them is taken over is there twice for a moment, but never not at all. A file
 * that isn't for this cluster, can't be read or has no room stays there, and costs others nothing.
 */
final class LeftFiles {
    private static final Logger LOG = Logger.getLogger(LeftFiles.class);
    private static final String TIME = "ce_time";

    private final String cluster;
    private final Function<WireRecord, @Nullable Waiting> reader;
    private final Keeper keeper;
    private final LeftRecords left = new LeftRecords(new ArrayList<>(), new ArrayList<>());

    interface Keeper {
        boolean isFull();

        /** @return whether it is on disk */
        boolean keep(Waiting one);
    }

    /** @param reader null for what can't be read */
    LeftFiles(String cluster, Function<WireRecord, @Nullable Waiting> reader, Keeper keeper) {
        this.cluster = cluster;
        this.reader = reader;
        this.keeper = keeper;
    }

    /** All in this place, and then in those beside it that nobody has. */
    LeftRecords of(JournalPlace mine) throws IOException {
        take(mine.files());
        for (var other : mine.others())
            try (other) {
                take(other.files());
            } catch (IOException e) {
                stays(other.folder(), e);
            }
        return left;
    }

    private void take(List<Path> files) {
        for (var file : files)
            try {
                take(file, JournalFile.read(file));
            } catch (IOException e) {
                stays(file, e);
            }
    }

    private void take(Path file, JournalFile.Content content) throws IOException {
        if (content.cluster() != null && !content.cluster().equals(cluster))
            throw new IOException(
                    "%d records are for the cluster %s, and this process is of %s; one of theirs that starts here sends them"
                            .formatted(content.records().size(), content.cluster(), cluster));
        if (keeper.isFull()) throw new IOException("there is no room here");
        var unreadable = new ArrayList<Instant>();
        if (!content.whole()) unreadable.add(Files.getLastModifiedTime(file).toInstant());
        var moved = true;
        for (var record : content.records()) {
            var one = reader.apply(record);
            if (one == null) unreadable.add(when(record, file));
            else {
                moved &= keeper.keep(one);
                left.records().add(one);
            }
        }
        left.unreadable().addAll(unreadable);
        if (!unreadable.isEmpty())
            LOG.errorf(
                    "%d records or more that a process before left unsent can't be read; they stay in %s",
                    unreadable.size(), JournalPlace.setAside(file));
        else if (moved) Files.delete(file);
    }

    private static Instant when(WireRecord record, Path file) throws IOException {
        try {
            return Instant.parse(record.headers().getOrDefault(TIME, ""));
        } catch (DateTimeParseException e) {
            return Files.getLastModifiedTime(file).toInstant();
        }
    }

    private static void stays(Path where, IOException why) {
        LOG.errorf("what a process before left unsent stays in %s: %s", where, why.getMessage());
    }
}
