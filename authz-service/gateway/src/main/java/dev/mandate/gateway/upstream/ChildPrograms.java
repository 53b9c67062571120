package dev.mandate.gateway.upstream;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mandate.gateway.servers.Confinement;
import dev.mandate.gateway.servers.McpServer;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * The programs of the machine by which a child process is confined, which stand before its own command: {@code prlimit} and {@code setpriv} of
 * util-linux. They are tried once before anything rests on them.
 */
final class ChildPrograms {
    private static final Logger LOG = Logger.getLogger(ChildPrograms.class);
    private static final List<String> PLACES = List.of("/usr/bin", "/bin", "/usr/sbin", "/sbin");
    private static final long PATIENCE_SECONDS = 10;

    private ChildPrograms() {}

    /**
     * What the command of this server stands behind.
     *
     * @return empty where the machine can't limit it, and nobody wrote down that it must
     * @throws IllegalStateException in words, if it can't be confined as its operator wrote down
     */
    static List<String> before(McpServer server) {
        var confinement = server.confinement();
        try {
            var before = new ArrayList<>(limits(confinement));
            before.addAll(user(confinement));
            tried(before);
            return List.copyOf(before);
        } catch (IOException e) {
            if (confinement.written())
                throw new IllegalStateException(
                        "Server " + server.name() + " can't be confined as the file of servers says: " + e.getMessage(),
                        e);
            LOG.warnf(
                    "Server %s runs without limits of memory, files and processor: %s", server.name(), e.getMessage());
            return List.of();
        }
    }

    private static List<String> limits(Confinement confinement) throws IOException {
        var command = new ArrayList<>(List.of(program("prlimit"), "--core=0"));
        new TreeMap<>(confinement.limits()).forEach((limit, most) -> command.add("--" + limit.option() + "=" + most));
        command.add("--");
        return command;
    }

    private static List<String> user(Confinement confinement) throws IOException {
        var user = confinement.user();
        if (user == null) return List.of();
        var group = output(List.of(program("id"), "-g", "--", user)).strip();
        return List.of(
                program("setpriv"),
                "--reuid=" + user,
                "--regid=" + group,
                "--init-groups",
                "--inh-caps=-all",
                "--no-new-privs",
                "--");
    }

    private static String program(String name) throws IOException {
        return Stream.concat(
                        PLACES.stream(),
                        Stream.of(Optional.ofNullable(System.getenv("PATH"))
                                .orElse("")
                                .split(File.pathSeparator)))
                .filter(place -> !place.isEmpty())
                .map(place -> Path.of(place, name))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst()
                .orElseThrow(() -> new IOException("there is no " + name + " on this machine (it is of util-linux)"));
    }

    private static void tried(List<String> before) throws IOException {
        var command = new ArrayList<>(before);
        command.add(program("true"));
        output(command);
    }

    /** @throws IOException with what it says of why it failed */
    private static String output(List<String> command) throws IOException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            process.getOutputStream().close();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) throw new IOException(command.get(0) + " hangs");
            var said = new String(process.getInputStream().readNBytes(4096), UTF_8);
            if (process.exitValue() == 0) return said;
            throw new IOException(said.isBlank() ? command.get(0) + " failed" : said.strip());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            process.destroyForcibly();
        }
    }
}
