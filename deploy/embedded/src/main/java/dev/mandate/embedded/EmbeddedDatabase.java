package dev.mandate.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * PostgreSQL as a process of its own on the loopback interface. It outlives the JVM that started it; every commit is
 * on disk before it is acknowledged, unless it is {@link #fleeting}.
 */
public final class EmbeddedDatabase {
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
            Files.writeString(data.resolve("mandate.conf"), CONFIGURATION + durability + "port = " + port + "\n");
            startServer();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot prepare " + data, e);
        }
    }

    public boolean isRunning() {
        return run(List.of("pg_ctl", "status", "-D", data.toString())).code() == 0;
    }

    /** As {@link #isRunning}, without a process of its own: for who looks often. */
    public boolean hasServer() {
        try {
            return ProcessHandle.of(serverProcess())
                    .filter(ProcessHandle::isAlive)
                    .flatMap(server -> server.info().command())
                    .filter(command -> command.endsWith("postgres"))
                    .isPresent();
        } catch (IOException | NumberFormatException e) {
            return false;
        }
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
        try {
            var server = ProcessHandle.of(serverProcess());
            server.ifPresent(ProcessHandle::destroyForcibly);
            server.ifPresent(gone -> gone.onExit().join());
        } catch (IOException e) {
            throw new UncheckedIOException("it has no server process", e);
        }
    }

    /** For a watcher that has to stop it without this JVM. */
    List<String> stopImmediatelyCommand() {
        return command(List.of("pg_ctl", "stop", "-D", data.toString(), "-m", "immediate", "-w"));
    }

    public int port() {
        return port;
    }

    /** @throws IOException if there is no server process */
    long serverProcess() throws IOException {
        return Long.parseLong(
                Files.readAllLines(data.resolve("postmaster.pid")).get(0).trim());
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
        throw new IllegalStateException(
                "PostgreSQL: %s failed (%d): %s; see %s".formatted(what, result.code(), result.output(), log));
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
