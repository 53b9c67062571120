package dev.mandate.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;

/** What may happen to a process beside being killed; for tests. */
public final class ProcessFaults {
    private ProcessFaults() {}

    /** It gets no more time, as on a machine that swaps or a container that is frozen, until it {@link #goesOn}; its connections stay. */
    public static void pause(ProcessHandle process) {
        run("kill", "-STOP", Long.toString(process.pid()));
    }

    public static void goesOn(ProcessHandle process) {
        run("kill", "-CONT", Long.toString(process.pid()));
    }

    /**
     * Its disk is full: no file of it grows any more, until it {@link #hasRoom}. So that a test needs neither rights nor a disk of its own,
     * this is the limit of the size of its files, beyond which writes fail as they do for want of room.
     */
    public static void fillDisk(ProcessHandle process) {
        run("prlimit", "--fsize=0:", "--pid=" + process.pid());
    }

    public static void hasRoom(ProcessHandle process) {
        run("prlimit", "--fsize=unlimited:", "--pid=" + process.pid());
    }

    private static void run(String... command) {
        try {
            var sent = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (sent.waitFor() != 0) throw new IllegalStateException(String.join(" ", command) + " did nothing");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
