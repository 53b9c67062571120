package dev.mandate.cli.running;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.mandate.events.cloudevents.PlainText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Who listens at a port of this machine, as far as Linux tells whoever asks; other systems don't.
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_net.5.html">proc_pid_net(5), tcp</a>
 */
final class Listener {
    private static final String LISTENS = "0A";
    private static final int LOCAL_ADDRESS = 1;
    private static final int STATE = 3;
    private static final int SOCKET = 9;

    private Listener() {}

    /** In words for the end of "is taken": by which process, or nothing. */
    static String by(int port) {
        return at(port).map(Listener::said).orElse("");
    }

    /** Empty if nobody listens there, or it is somebody else's. */
    static Optional<ProcessHandle> at(int port) {
        var sockets = new HashSet<String>();
        for (var table : List.of("tcp", "tcp6")) sockets.addAll(listening(port, table));
        return sockets.isEmpty()
                ? Optional.empty()
                : ProcessHandle.allProcesses()
                        .filter(process -> has(process, sockets))
                        .findFirst();
    }

    private static String said(ProcessHandle process) {
        var command = process.info()
                .command()
                .map(path -> String.valueOf(Path.of(path).getFileName()));
        return " by process " + process.pid()
                + command.map(name -> " (" + PlainText.shown(name) + ")").orElse("");
    }

    private static Set<String> listening(int port, String table) {
        var there = ":%04X".formatted(port).toUpperCase(Locale.ROOT);
        var sockets = new HashSet<String>();
        try {
            for (var line : Files.readAllLines(Path.of("/proc/net", table), ISO_8859_1)) {
                var fields = line.trim().split("\\s+");
                if (fields.length > SOCKET && fields[LOCAL_ADDRESS].endsWith(there) && fields[STATE].equals(LISTENS))
                    sockets.add("socket:[" + fields[SOCKET] + "]");
            }
        } catch (IOException e) {
            return Set.of();
        }
        return sockets;
    }

    private static boolean has(ProcessHandle process, Set<String> sockets) {
        try (var open = Files.list(Path.of("/proc", Long.toString(process.pid()), "fd"))) {
            return open.anyMatch(file -> isOneOf(file, sockets));
        } catch (IOException | UncheckedIOException somebodyElses) {
            return false;
        }
    }

    private static boolean isOneOf(Path file, Set<String> sockets) {
        try {
            return sockets.contains(Files.readSymbolicLink(file).toString());
        } catch (IOException closed) {
            return false;
        }
    }
}
