package dev.mandate.authz.recording;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A folder that one process has for itself for as long as it lives, whichever way it ends. Replicas may share the directory above.
 */
record JournalPlace(Path folder, FileChannel channel, FileLock lock) implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(JournalPlace.class);
    private static final int MOST = 64;
    private static final String FILES = ".journal";
    private static final Set<PosixFilePermission> OWNERS = PosixFilePermissions.fromString("rwx------");
    private static final Pattern NUMBER = Pattern.compile("^[0-9]{19}(?=\\" + FILES + ")");
    private static final Pattern OWN = Pattern.compile("[0-9]{19}\\" + FILES);

    /** The first that is free, made where all that are there are taken. */
    static JournalPlace first(Path directory) throws IOException {
        made(directory);
        for (int number = 0; number < MOST; number++) {
            var place = take(made(directory.resolve(Integer.toString(number))));
            if (place != null) return place;
        }
        throw new IOException("all " + MOST + " places below " + directory + " are taken");
    }

    /** All others that are there and free. */
    List<JournalPlace> others() {
        var free = new ArrayList<JournalPlace>();
        for (int number = 0; number < MOST; number++) {
            var other = folder.resolveSibling(Integer.toString(number));
            if (other.equals(folder) || !Files.isDirectory(other)) continue;
            try {
                var place = take(other);
                if (place != null) free.add(place);
            } catch (IOException e) {
                LOG.errorf("what a process before left unsent stays in %s: %s", other, e);
            }
        }
        return free;
    }

    /** What is decided has arguments of calls: nobody else reads them, where the file system knows of others. */
    private static Path made(Path folder) throws IOException {
        if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix"))
            return Files.createDirectories(folder);
        Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(OWNERS));
        if (OWNERS.containsAll(Files.getPosixFilePermissions(folder))) return folder;
        try {
            Files.setPosixFilePermissions(folder, OWNERS);
        } catch (IOException e) {
            throw new IOException(folder + " is open to others and somebody else's; name a folder below it", e);
        }
        LOG.warnf("%s was open to others; it is its owner's alone now", folder);
        return folder;
    }

    /** Where nobody takes it for one that can be sent. @return what it is called now */
    static Path setAside(Path file) throws IOException {
        return Files.move(file, file.resolveSibling(file.getFileName() + ".unreadable"));
    }

    private static @Nullable JournalPlace take(Path folder) throws IOException {
        var channel = FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            var lock = channel.tryLock();
            if (lock != null) return new JournalPlace(folder, channel, lock);
        } catch (OverlappingFileLockException e) {
            // this process has it
        }
        channel.close();
        return null;
    }

    /** What was left here, oldest first. */
    List<Path> files() throws IOException {
        try (var all = Files.list(folder)) {
            return all.filter(it -> OWN.matcher(it.getFileName().toString()).matches())
                    .sorted()
                    .toList();
        }
    }

    /** The highest number of a file here, whatever became of it; 0 where there is none. */
    long last() throws IOException {
        try (var all = Files.list(folder)) {
            return all.map(file -> NUMBER.matcher(file.getFileName().toString()))
                    .filter(Matcher::find)
                    .mapToLong(name -> Long.parseLong(name.group()))
                    .max()
                    .orElse(0);
        }
    }

    Path file(long number) {
        return folder.resolve("%019d%s".formatted(number, FILES));
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
