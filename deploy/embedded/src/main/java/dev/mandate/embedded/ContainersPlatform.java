package dev.mandate.embedded;

import dev.mandate.embedded.SharedPlatform.Started;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.utility.DockerImageName;

/** The same broker and database from the vendors' images; Testcontainers removes them when the JVM ends. */
final class ContainersPlatform {
    private static final DockerImageName KAFKA = DockerImageName.parse("apache/kafka:4.1.1");
    private static final DockerImageName POSTGRES = DockerImageName.parse("postgres:18");
    private static final int POSTGRES_PORT = 5432;

    private ContainersPlatform() {}

    static Started start() {
        try {
            var file = Files.createTempDirectory("mandate-platform").resolve("credentials");
            var credentials = Credentials.loadOrCreate(file);
            var bootstrapServers = startBroker(credentials);
            try (var admin = BrokerAdmin.connect(bootstrapServers, credentials)) {
                admin.provision(credentials);
            }
            var databasePort = startDatabase(credentials);
            new DatabaseProvisioner(Loopback.ADDRESS, databasePort, credentials).apply();
            return new Started(bootstrapServers, databasePort, file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot provision the database", e);
        }
    }

    /** The broker tells its clients its address, so the port outside is chosen before it starts and is the same inside. */
    @SuppressWarnings("resource")
    private static String startBroker(Credentials credentials) throws IOException {
        var port = Loopback.freePort();
        var properties = new StringWriter();
        BrokerProperties.of("/tmp/kafka-data", "0.0.0.0", port, port == 9093 ? 9094 : 9093, credentials)
                .store(properties, null);
        var seeds = EmbeddedBroker.seeds(credentials).stream()
                .map(seed -> "--add-scram '" + seed + "'")
                .collect(Collectors.joining(" "));
        var script = "/opt/kafka/bin/kafka-storage.sh format -t \"$(/opt/kafka/bin/kafka-storage.sh random-uuid)\""
                + " -c /tmp/server.properties " + seeds
                + " && exec /opt/kafka/bin/kafka-server-start.sh /tmp/server.properties";
        var broker = new GenericContainer<>(KAFKA)
                .withCopyToContainer(Transferable.of(properties.toString()), "/tmp/server.properties")
                .withCommand("sh", "-c", script)
                .waitingFor(Wait.forLogMessage(".*Kafka Server started.*", 1));
        broker.setPortBindings(List.of(Loopback.ADDRESS + ":" + port + ":" + port));
        broker.start();
        return Loopback.ADDRESS + ":" + port;
    }

    @SuppressWarnings("resource")
    private static int startDatabase(Credentials credentials) {
        var port = Loopback.freePort();
        var database = new GenericContainer<>(POSTGRES)
                .withEnv("POSTGRES_PASSWORD", credentials.password("db." + DatabaseProvisioner.SUPERUSER))
                .withCommand("postgres", "-c", "max_connections=100", "-c", "shared_buffers=64MB", "-c", "jit=off")
                // Twice: the image starts it once for its own initialisation.
                .waitingFor(Wait.forLogMessage(".*database system is ready to accept connections.*", 2));
        database.setPortBindings(List.of(Loopback.ADDRESS + ":" + port + ":" + POSTGRES_PORT));
        database.start();
        return port;
    }
}
