package dev.mandate.cli.running;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A process as a pid file names it: by its number, and by when it began, so that whoever was given the number since is never taken for it.
 *
 * @param began after which start of the machine, and how long after: setting the clock changes neither. By the clock where the system
 *     doesn't say that
 */
record ProcessMark(long pid, String began) {
    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");

    /** Empty if it has ended, or the system doesn't say when it began: then nobody could tell it from a later one. */
    static Optional<ProcessMark> of(ProcessHandle process) {
        return began(process).findFirst().map(began -> new ProcessMark(process.pid(), began));
    }

    /** What {@link #text} wrote; empty for anything else. */
    static Optional<ProcessMark> parse(String text) {
        var parts = text.trim().split(" ");
        return parts.length == 2 && parts[0].matches("\\d{1,18}")
                ? Optional.of(new ProcessMark(Long.parseLong(parts[0]), parts[1]))
                : Optional.empty();
    }

    String text() {
        return pid + " " + began;
    }

    /** The process, if it hasn't ended. */
    Optional<ProcessHandle> process() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(handle -> began(handle).anyMatch(began::equals));
    }

    /** The second is how earlier versions wrote it. */
    private static Stream<String> began(ProcessHandle process) {
        var sinceBoot = boot().flatMap(boot -> ProcessStat.of(process.pid()).map(stat -> boot + '/' + stat.began()));
        var byTheClock = process.info().startInstant().map(Object::toString);
        return Stream.concat(sinceBoot.stream(), byTheClock.stream());
    }

    private static Optional<String> boot() {
        try {
            return Optional.of(Files.readString(BOOT).trim());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
