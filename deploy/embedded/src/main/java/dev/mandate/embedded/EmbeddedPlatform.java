package dev.mandate.embedded;

import dev.mandate.embedded.SharedPlatform.Started;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.KafkaException;

/**
 * The platform for tests: broker and database as processes in a temporary directory on ports that happen to be free.
 * Both end and the directory goes when this JVM ends, even by a kill.
 */
final class EmbeddedPlatform {
    /** Where the programs of PostgreSQL are unpacked, once for all modules of a build; in the temporary directory if it isn't set. */
    private static final String BINARIES = "mandate.test.binaries";

    private EmbeddedPlatform() {}

    static Started start() {
        try {
            return startIn(Files.createTempDirectory("mandate-platform"));
        } catch (IOException e) {
            throw new UncheckedIOException("no temporary directory", e);
        }
    }

    private static Started startIn(Path directory) throws IOException {
        var file = directory.resolve("credentials");
        var credentials = Credentials.loadOrCreate(file);
        var broker = BrokerProcess.startChild(
                directory.resolve("kafka"), Loopback.freePort(), file, directory.resolve("kafka.log"));
        var database = EmbeddedDatabase.fleeting(
                binaries(directory), directory.resolve("postgres"), Loopback.freePort(), credentials);
        cleanUpAtTheEnd(directory, broker, database);
        var rows = CompletableFuture.runAsync(() -> startAndProvision(database, credentials));
        try (var admin = BrokerAdmin.connect(broker.bootstrapServers(), credentials)) {
            admin.provision(credentials);
        } catch (KafkaException e) { // the log goes with the directory, so it is told here
            throw new IllegalStateException(Files.readString(directory.resolve("kafka.log")), e);
        }
        rows.join();
        return new Started(broker.bootstrapServers(), database.port(), file);
    }

    private static Path binaries(Path directory) {
        var shared = System.getProperty(BINARIES);
        return shared == null ? directory.resolve("binaries") : Path.of(shared);
    }

    private static void startAndProvision(EmbeddedDatabase database, Credentials credentials) {
        database.start();
        try {
            new DatabaseProvisioner(Loopback.ADDRESS, database.port(), credentials).apply();
        } catch (SQLException e) {
            throw new IllegalStateException("cannot provision the database", e);
        }
    }

    /** A shell that waits for the end of its input outlives whatever happens to this JVM. */
    private static void cleanUpAtTheEnd(Path directory, BrokerProcess broker, EmbeddedDatabase database)
            throws IOException {
        var stop = String.join(" ", database.stopImmediatelyCommand());
        // The broker sees the end of its own input; its directory goes when it has gone.
        var script = "trap '' HUP INT TERM; read -r end; " + stop + "; while kill -0 " + broker.pid()
                + "; do sleep 0.2; done; rm -rf " + directory;
        new ProcessBuilder("sh", "-c", script)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
