package dev.mandate.gateway.upstream;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mandate.gateway.servers.Confinement;
import dev.mandate.gateway.servers.Isolation;
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
import org.jspecify.annotations.Nullable;

/**
 * The programs of the machine by which a child process is confined, which stand before its own command: {@code prlimit}, {@code setpriv} and
 * {@code unshare} of util-linux. They are tried once before anything rests on them.
 */
final class ChildPrograms {
    private static final Logger LOG = Logger.getLogger(ChildPrograms.class);
    private static final List<String> PLACES = List.of("/usr/bin", "/bin", "/usr/sbin", "/sbin");
    private static final long PATIENCE_SECONDS = 10;

    private ChildPrograms() {}

    /**
     * What the command of a server stands behind.
     *
     * @param before empty where the machine can't limit it, and nobody wrote down that it must
     * @param exposed why it may read what is the gateway's; null where it may not
     */
    record Confined(List<String> before, @Nullable String exposed) {
        Confined {
            before = List.copyOf(before);
        }
    }

    /** What a command stands behind, to have namespaces of its own. */
    interface Namespaces {
        /**
         * Behind which it has these limits, too.
         *
         * @throws IOException in words, where a program for it is missing
         */
        List<String> before(List<String> limits) throws IOException;
    }

    /**
     * How this server is confined here.
     *
     * @param namespaces what gives it namespaces of its own
     * @throws IllegalStateException in words, if it can't be confined as its operator wrote down
     */
    static Confined of(McpServer server, Isolation isolation, Namespaces namespaces) {
        if (server.confinement().user() != null) return new Confined(before(server), null);
        if (isolation == Isolation.OFF) return new Confined(before(server), "mandate.mcp.isolation is off");
        try {
            var before = namespaces.before(limits(server.confinement()));
            tried(before);
            return new Confined(before, null);
        } catch (IOException e) {
            if (isolation == Isolation.REQUIRE)
                throw new IllegalStateException(
                        "Server " + server.name()
                                + " can't be kept apart from the gateway, as mandate.mcp.isolation requires, and has no user of its own: "
                                + e.getMessage(),
                        e);
            return new Confined(before(server), e.getMessage());
        }
    }

    private static List<String> before(McpServer server) {
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

    static String program(String name) throws IOException {
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
