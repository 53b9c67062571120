package dev.mandate.authz.recording;

import dev.mandate.authz.recording.Backlog.Waiting;
import dev.mandate.events.cloudevents.WireRecord;
import dev.mandate.messaging.records.KafkaRecords;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Records whose answer left before the broker had them, on this replica's disk, so that they are sent though its process is killed: what
 * a process left, the next of the same cluster that starts in the same directory sends. Some may be sent twice, as any record may. What the disk
 * doesn't take, or not in time, is in memory alone, and the log says so. Any thread; what isn't said to be the disk's may be used by all.
 */
final class Journal implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Journal.class);
    /** A file is deleted whole, once the broker has all of it. */
    private static final long FILE_BYTES = 1 << 20;

    private final Path directory;
    private final long limit;
    private final PatientDisk disk;
    private final Set<Waiting> kept = Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));
    private volatile boolean begun;

    // The disk's thread alone.
    private final Map<Waiting, Entry> entries = new IdentityHashMap<>();
    private final List<JournalFile> full = new ArrayList<>();
    private @Nullable JournalPlace place;
    private String cluster = "";
    private @Nullable JournalFile current;
    private long files;
    private boolean failing;

    private record Entry(JournalFile file, int number) {}

    /**
     * @param directory of this process or of several; made where it isn't there
     * @param limit in bytes, beyond which nothing more is kept but what may wait beyond all limits
     */
    Journal(Path directory, long limit, PatientDisk disk) {
        this.directory = directory;
        this.limit = limit;
        this.disk = disk;
    }

    /**
     * From when it is known where records go; before, nothing is kept.
     *
     * @param cluster to which records of this process go, and those alone that were to go there
     * @param reader null for what can't be read
     * @param left told once what processes that ended left in this directory, as if it had been kept here: of others only while there is room
     */
    void begin(String cluster, Function<WireRecord, @Nullable Waiting> reader, Consumer<LeftRecords> left) {
        begun = true;
        disk.later(() -> {
            this.cluster = cluster;
            try {
                place = JournalPlace.first(directory);
                files = place.last();
                left.accept(new LeftFiles(cluster, reader, new TakenOver()).of(place));
            } catch (IOException e) {
                LOG.errorf("what the broker doesn't take is in memory alone: %s", e.getMessage());
                failing = true;
            }
        });
    }

    private final class TakenOver implements LeftFiles.Keeper {
        @Override
        public boolean isFull() {
            return Journal.this.isFull();
        }

        @Override
        public boolean keep(Waiting one) {
            return kept.add(one) && added(one);
        }
    }

    /** From now on it outlives this process. */
    void keep(Waiting one) {
        if (!begun || !kept.add(one)) return;
        var asked = disk.soon(() -> {
            if (one.bounded() && isFull()) failed(one, "it has all that it may");
            else added(one);
        });
        if (!asked) kept.remove(one);
    }

    /** Whatever becomes of it from now on is somebody else's. */
    void settle(Waiting one) {
        if (kept.remove(one)) disk.later(() -> strike(one));
    }

    private boolean isFull() {
        return full.size() * FILE_BYTES >= limit;
    }

    private void strike(Waiting one) {
        var entry = entries.remove(one);
        if (entry == null || place == null) return;
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
        if (place == null) {
            failed(one, "there is no place for it");
            return false;
        }
        try {
            if (current == null) current = new JournalFile(place.file(++files), cluster);
            entries.put(one, new Entry(current, current.add(KafkaRecords.wire(one.record()))));
            if (current.size() >= FILE_BYTES) leave(current);
            failing = false;
            return true;
        } catch (IOException e) {
            if (current != null) leave(current);
            failed(one, e.toString());
            return false;
        }
    }

    private void failed(Waiting one, String why) {
        kept.remove(one);
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
    public void close() {
        disk.later(this::closeFiles);
        disk.close();
    }

    private void closeFiles() {
        if (place == null) return;
        if (current != null) full.add(current);
        try (var taken = place) {
            for (var file : full)
                if (file.isDone()) file.delete();
                else file.close();
        } catch (IOException e) {
            LOG.warnf("what the broker has may be sent to it again: %s", e);
        }
        place = null;
    }
}
