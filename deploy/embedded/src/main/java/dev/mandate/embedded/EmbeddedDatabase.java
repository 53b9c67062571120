package dev.mandate.embedded;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * PostgreSQL as a process of its own on the loopback interface. It outlives the JVM that started it; every commit is
 * on disk before it is acknowledged, unless it is {@link #fleeting}.
 */
public final class EmbeddedDatabase {
    /** In which PostgreSQL notes its server's number. */
    private static final String SERVER = "postmaster.pid";

    private static final String CONFIGURATION = """
            listen_addresses = '127.0.0.1'
            unix_socket_directories = ''
            max_connections = 100
            shared_buffers = 64MB
            password_encryption = scram-sha-256
            jit = off
            timezone = 'UTC'
            log_timezone = 'UTC'
            """;
    private static final String DURABLE = """
            fsync = on
            synchronous_commit = on
            full_page_writes = on
            """;
    /** What is committed survives whatever happens to a process, but not what happens to the machine. */
    private static final String FLEETING = """
            fsync = off
            synchronous_commit = on
            full_page_writes = off
            """;
    /**
     * How often a password is digested to show it. As often as usual takes a test's JVM 12 ms for each connection, and what keeps passwords
     * safe that somebody reads from the disk keeps nothing here: they go with the directory.
     */
    private static final List<String> SOON_SHOWN = List.of("-c", "scram_iterations=1");

    private static final Pattern REASON = Pattern.compile(" (FATAL|DETAIL|HINT): +(.*)");

    private final Path home;
    private final Path data;
    private final Path log;
    private final int port;
    private final Credentials credentials;
    private final String durability;

    private EmbeddedDatabase(Path binaries, Path directory, int port, Credentials credentials, String durability) {
        this.home = PostgresBinaries.unpackedIn(binaries);
        this.data = directory.resolve("data").toAbsolutePath();
        this.log = directory.resolve("postgres.log").toAbsolutePath();
        this.port = port;
        this.credentials = credentials;
        this.durability = durability;
    }

    /**
     * A database in this directory, not started yet.
     *
     * @param binaries where the programs are unpacked; may be shared by several databases
     * @param credentials those of the first start; {@code db.postgres} is the superuser's
     */
    public static EmbeddedDatabase in(Path binaries, Path directory, int port, Credentials credentials) {
        return new EmbeddedDatabase(binaries, directory, port, credentials, DURABLE);
    }

    /** As {@link #in}, but nobody waits for the disk: for tests, whose data go with their JVM. */
    public static EmbeddedDatabase fleeting(Path binaries, Path directory, int port, Credentials credentials) {
        return new EmbeddedDatabase(binaries, directory, port, credentials, FLEETING);
    }

    /**
     * Creates the data directory on the first call; returns when the server takes connections. One that runs already
     * (its launcher was killed) is stopped first, since its port or settings may be others.
     *
     * @throws IllegalStateException if it does not start
     */
    public void start() {
        try {
            if (!Files.exists(data.resolve("PG_VERSION"))) initialise();
            if (isRunning()) stop();
            forgetWhoIsNoServer();
            Files.writeString(data.resolve("mandate.conf"), CONFIGURATION + durability + "port = " + port + "\n");
            startServer();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot prepare " + data, e);
        }
    }

    public boolean isRunning() {
        return server().isPresent();
    }

    /**
     * The process that serves this directory. What PostgreSQL notes there is a number alone, which may be another's by now: whoever has it
     * is the server if it was called so, on this directory.
     */
    public Optional<ProcessHandle> server() {
        return noted().filter(this::servesThisDirectory);
    }

    private Optional<ProcessHandle> noted() {
        return notedNumber().stream()
                .mapToObj(ProcessHandle::of)
                .flatMap(Optional::stream)
                .filter(ProcessHandle::isAlive)
                .findFirst();
    }

    /** Empty where nothing is noted, and where a crash of the machine left half of it. */
    private OptionalLong notedNumber() {
        try (var lines = Files.lines(data.resolve(SERVER), ISO_8859_1)) {
            return lines.limit(1)
                    .map(String::trim)
                    .filter(line -> line.matches("\\d{1,18}"))
                    .mapToLong(Long::parseLong)
                    .findFirst();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    private boolean servesThisDirectory(ProcessHandle process) {
        return process.info()
                        .command()
                        .filter(command -> command.endsWith("postgres"))
                        .isPresent()
                && process.info()
                        .arguments()
                        .filter(arguments -> Arrays.stream(arguments).anyMatch(this::isThisDirectory))
                        .isPresent();
    }

    private boolean isThisDirectory(String argument) {
        try {
            return argument.startsWith("/") && Files.isSameFile(Path.of(argument), data);
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * PostgreSQL wouldn't start while what it noted is half a note, or the number of another, as it may be once the machine was started
     * again. What is noted of a server that has ended it judges itself.
     */
    private void forgetWhoIsNoServer() throws IOException {
        if (isRunning()) return;
        var another = noted().flatMap(process -> process.info().arguments()).isPresent();
        if (another || notedNumber().isEmpty()) Files.deleteIfExists(data.resolve(SERVER));
    }

    /** Ends open transactions and writes a checkpoint; nothing happens if it isn't running. */
    public void stop() {
        stop("fast");
    }

    /** As a crash does, but sooner over: the next start replays the write-ahead log. */
    public void stopImmediately() {
        stop("immediate");
    }

    /** As a crash does: what serves its clients ends when it misses it. Returns when the server itself is gone. */
    public void kill() {
        var server = server().orElseThrow(() -> new IllegalStateException("it has no server process"));
        server.destroyForcibly();
        server.onExit().join();
    }

    /** For a watcher that has to stop it without this JVM. */
    List<String> stopImmediatelyCommand() {
        return command(List.of("pg_ctl", "stop", "-D", data.toString(), "-m", "immediate", "-w"));
    }

    public int port() {
        return port;
    }

    private void stop(String mode) {
        if (!isRunning()) return;
        expect(run(List.of("pg_ctl", "stop", "-D", data.toString(), "-m", mode, "-w", "-t", "60")), "stop");
    }

    /** Whether it crashed or not; after a kill its children may hold the shared memory for a moment longer. */
    private void startServer() {
        var start = List.of("pg_ctl", "start", "-D", data.toString(), "-l", log.toString(), "-w", "-t", "120");
        var result = run(start);
        for (var attempt = 1; result.code() != 0 && attempt < 5; attempt++) {
            pause();
            result = run(start);
        }
        expect(result, "start");
    }

    private void initialise() throws IOException {
        Files.createDirectories(data.resolveSibling(""));
        PostgresBinaries.delete(data); // what an interrupted first start left behind
        var password = data.resolveSibling("superuser-password");
        OwnersFile.write(password, credentials.password("db." + DatabaseProvisioner.SUPERUSER));
        try {
            // The builtin locale is the same on every machine, whichever locales it has.
            var initdb = new ArrayList<>(List.of("initdb", "-D", data.toString(), "-E", "UTF8"));
            initdb.addAll(List.of("-U", DatabaseProvisioner.SUPERUSER, "--pwfile=" + password));
            initdb.addAll(List.of("--auth=scram-sha-256", "--locale=C"));
            initdb.addAll(List.of("--locale-provider=builtin", "--builtin-locale=C.UTF-8"));
            if (durability.equals(FLEETING)) initdb.addAll(SOON_SHOWN);
            expect(run(initdb), "initdb");
            Files.writeString(
                    data.resolve("postgresql.conf"), "include_if_exists = 'mandate.conf'\n", StandardOpenOption.APPEND);
        } finally {
            Files.deleteIfExists(password);
        }
    }

    /** PostgreSQL refuses to run as root; in a user namespace of its own it runs as nobody with the files of root. */
    private List<String> command(List<String> command) {
        var full = new ArrayList<String>();
        if (System.getProperty("user.name").equals("root")) full.addAll(List.of("unshare", "-U"));
        full.add(home.resolve("bin").resolve(command.get(0)).toString());
        full.addAll(command.subList(1, command.size()));
        return full;
    }

    private Result run(List<String> command) {
        try {
            var output = Files.createTempFile("postgres", ".out");
            try {
                // Into a file and not a pipe: the server inherits it and would keep the pipe open for ever.
                var process = new ProcessBuilder(command(command))
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
                process.getOutputStream().close();
                return new Result(process.waitFor(), Files.readString(output));
            } finally {
                Files.deleteIfExists(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run " + command.get(0), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted during " + command.get(0), e);
        }
    }

    private void expect(Result result, String what) {
        if (result.code() == 0) return;
        var reason = lastReason();
        throw new IllegalStateException("PostgreSQL: %s failed: %s; all of it is in %s"
                .formatted(what, reason.isEmpty() ? result.output().trim() : reason, log));
    }

    /** Why the server gave up last, in its own words; empty where its log doesn't say. */
    private String lastReason() {
        var reason = "";
        try (var lines = Files.lines(log, ISO_8859_1)) {
            for (var line : (Iterable<String>) lines::iterator) {
                var said = REASON.matcher(line);
                if (!said.find()) continue;
                reason = said.group(1).equals("FATAL")
                        ? said.group(2)
                        : reason.isEmpty() ? "" : reason + " (" + said.group(2) + ")";
            }
        } catch (IOException e) {
            return "";
        }
        return reason;
    }

    private static void pause() {
        try {
            Thread.sleep(500);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private record Result(int code, String output) {}
}
