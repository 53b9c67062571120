package dev.mandate.embedded;

import dev.mandate.embedded.SharedPlatform.Started;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.KafkaException;

/**
 * The platform for tests: broker and database in a temporary directory, or the broker among those of the build, on ports that happen to be
 * free. Both end and the directory goes when this JVM ends, even by a kill.
 */
final class EmbeddedPlatform {
    /** Where the programs of PostgreSQL are unpacked, once for all modules of a build; in the temporary directory if it isn't set. */
    private static final String BINARIES = "mandate.test.binaries";

    /** Where the {@link BrokerHost} of a build is; if it isn't set, the broker is a process of its own. */
    private static final String BROKERS = "mandate.test.brokers";

    private static final Duration UNTIL_THE_NEXT_MODULE = Duration.ofSeconds(20);

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
        var database = EmbeddedDatabase.fleeting(
                binaries(directory), directory.resolve("postgres"), Loopback.freePort(), credentials);
        var port = Loopback.freePort();
        var shared = shared();
        var log = shared.map(SharedBrokers::log).orElse(directory.resolve("kafka.log"));
        var alone = shared.isPresent()
                ? Optional.<BrokerProcess>empty()
                : Optional.of(BrokerProcess.startChild(directory.resolve("kafka"), port, file, log));
        cleanUpAtTheEnd(directory, alone, database);
        var rows = CompletableFuture.runAsync(() -> startAndProvision(database, credentials));
        shared.ifPresent(brokers -> brokers.start(port, file, ProcessHandle.current()));
        var bootstrapServers = Loopback.ADDRESS + ":" + port;
        try (var admin = BrokerAdmin.connect(bootstrapServers, credentials)) {
            admin.provision(credentials);
        } catch (KafkaException e) { // the log may go with the directory, so it is told here
            throw new IllegalStateException(Files.readString(log), e);
        }
        rows.join();
        return new Started(bootstrapServers, database.port(), file);
    }

    private static Optional<SharedBrokers> shared() {
        return Optional.ofNullable(System.getProperty(BROKERS))
                .map(directory -> new SharedBrokers(Path.of(directory), UNTIL_THE_NEXT_MODULE))
                .filter(SharedBrokers::canBeReached);
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

    /**
     * A shell that waits for the end of its input outlives whatever happens to this JVM. A broker that is alone sees the end of its own, and
     * the directory goes when it has gone; a shared one has its data elsewhere.
     */
    private static void cleanUpAtTheEnd(Path directory, Optional<BrokerProcess> alone, EmbeddedDatabase database)
            throws IOException {
        var stop = String.join(" ", database.stopImmediatelyCommand());
        var gone = alone.map(broker -> "while kill -0 " + broker.pid() + "; do sleep 0.2; done; ")
                .orElse("");
        new ProcessBuilder(
                        "sh", "-c", "trap '' HUP INT TERM; read -r end; " + stop + "; " + gone + "rm -rf " + directory)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
