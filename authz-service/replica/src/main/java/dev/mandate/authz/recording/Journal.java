package dev.mandate.authz.recording;

import dev.mandate.authz.recording.Backlog.Waiting;
import dev.mandate.events.cloudevents.WireRecord;
import dev.mandate.messaging.records.KafkaRecords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Records whose answer left before the broker had them, on this replica's disk, so that they are sent though its process is killed: what
 * a process left, the next that starts in the same directory sends. Some may be sent twice, as any record may. What the disk doesn't take
 * is in memory alone, and the log says so. Any thread.
 */
final class Journal implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Journal.class);
    /** A file is deleted whole, once the broker has all of it. */
    private static final long FILE_BYTES = 1 << 20;

    private final JournalPlace place;
    private final long limit;
    private final Map<Waiting, Entry> entries = new IdentityHashMap<>();
    private final List<JournalFile> full = new ArrayList<>();
    private @Nullable JournalFile current;
    private long files;
    private boolean failing;
    private boolean closed;

    private record Entry(JournalFile file, int number) {}

    private Journal(JournalPlace place, long limit) {
        this.place = place;
        this.limit = limit;
    }

    /**
     * @param directory of this process or of several; made where it isn't there
     * @param limit in bytes, beyond which nothing more is kept
     */
    static Journal in(Path directory, long limit) throws IOException {
        return new Journal(JournalPlace.first(directory), limit);
    }

    /** What processes that ended left in this directory, oldest first, as if it had been kept here: of others only while there is room. */
    synchronized List<Waiting> takeOver(Function<WireRecord, @Nullable Waiting> reader) throws IOException {
        var taken = new ArrayList<Waiting>();
        var mine = place.files();
        for (var file : mine) files = Math.max(files, JournalPlace.number(file));
        take(mine, reader, taken);
        for (var other : place.others())
            try (other) {
                take(other.files(), reader, taken);
            } catch (IOException e) {
                LOG.errorf("what a process before left unsent stays in %s: %s", other.folder(), e);
            }
        return taken;
    }

    /** It is there twice for a moment, but never not at all. A file that can't be read or moved stays there, and costs others nothing. */
    private void take(List<Path> left, Function<WireRecord, @Nullable Waiting> reader, List<Waiting> taken) {
        for (var file : left)
            try {
                if (isFull()) throw new IOException("there is no room here");
                var moved = true;
                for (var record : JournalFile.left(file)) {
                    var one = reader.apply(record);
                    if (one == null) continue;
                    taken.add(one);
                    moved &= added(one);
                }
                if (moved) Files.delete(file);
            } catch (IOException e) {
                LOG.errorf("what a process before left unsent stays in %s: %s", file, e);
            }
    }

    /** From now on it outlives this process. */
    synchronized void keep(Waiting one) {
        if (closed || entries.containsKey(one)) return;
        if (isFull()) failed("it has all that it may");
        else added(one);
    }

    private boolean isFull() {
        return full.size() * FILE_BYTES >= limit;
    }

    /** Whatever becomes of it from now on is somebody else's. */
    synchronized void settle(Waiting one) {
        var entry = entries.remove(one);
        if (closed || entry == null) return;
        var file = entry.file();
        try {
            file.strike(entry.number());
            if (!file.isDone()) return;
            if (file == current) file.empty();
            else drop(file);
        } catch (IOException e) {
            LOG.warnf("what the broker has may be sent to it again: %s", e);
            if (file == current) leave(file);
        }
    }

    private boolean added(Waiting one) {
        try {
            if (current == null) current = new JournalFile(place.file(++files));
            entries.put(one, new Entry(current, current.add(KafkaRecords.wire(one.record()))));
            if (current.size() >= FILE_BYTES) leave(current);
            failing = false;
            return true;
        } catch (IOException e) {
            if (current != null) leave(current);
            failed(e.toString());
            return false;
        }
    }

    private void failed(String why) {
        if (!failing) LOG.errorf("what the broker doesn't take is in memory alone: %s", why);
        failing = true;
    }

    /** It is long enough, or nothing would be read behind what may be cut off. */
    private void leave(JournalFile file) {
        current = null;
        if (file.isDone()) drop(file);
        else full.add(file);
    }

    private void drop(JournalFile file) {
        full.remove(file);
        try {
            file.delete();
        } catch (IOException e) {
            LOG.warnf("what the broker has may be sent to it again: %s", e);
        }
    }

    /** What it has stays. */
    @Override
    public synchronized void close() {
        closed = true;
        if (current != null) full.add(current);
        try (place) {
            for (var file : full)
                if (file.isDone()) file.delete();
                else file.close();
        } catch (IOException e) {
            LOG.warnf("what the broker has may be sent to it again: %s", e);
        }
    }
}
