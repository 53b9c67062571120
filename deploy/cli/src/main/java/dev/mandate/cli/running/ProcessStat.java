package dev.mandate.cli.running;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What Linux says of a process; other systems say nothing here.
 *
 * @param state one letter
 * @param began in ticks since the machine's start
 * @param cpu which it has had, with those of its children that have ended
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html">proc_pid_stat(5)</a>
 */
record ProcessStat(char state, String began, Duration cpu) {
    /** Fields are counted from the end of the process' name, which may have brackets and spaces itself. */
    private static final String NAME_ENDS = ") ";

    private static final int STATE = 0;
    private static final int START_TIME = 19;
    /** Of itself in user mode, in the kernel; of children that it waited for likewise. */
    private static final List<Integer> TIMES = List.of(11, 12, 13, 14);

    /** {@code USER_HZ}, which Linux tells programs whatever it counts by itself. */
    private static final Duration TICK = Duration.ofMillis(10);

    static Optional<ProcessStat> of(long pid) {
        try {
            var text = Files.readString(Path.of("/proc", Long.toString(pid), "stat"), ISO_8859_1);
            var fields = text.substring(text.lastIndexOf(NAME_ENDS) + NAME_ENDS.length())
                    .split(" ");
            var ticks = TIMES.stream()
                    .mapToLong(place -> Long.parseLong(fields[place]))
                    .sum();
            return Optional.of(new ProcessStat(fields[STATE].charAt(0), fields[START_TIME], TICK.multipliedBy(ticks)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** {@link #isStopped}, of one that may have ended. */
    static boolean standsStill(long pid) {
        return of(pid).filter(ProcessStat::isStopped).isPresent();
    }

    /** By a signal (SIGSTOP, Ctrl-Z) or a debugger: it does nothing until it is told to go on. */
    boolean isStopped() {
        return state == 'T' || state == 't';
    }
}
