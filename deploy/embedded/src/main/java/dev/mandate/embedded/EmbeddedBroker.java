package dev.mandate.embedded;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * A Kafka broker in this JVM, on the loopback interface, that lets in only who has a password and refuses whatever no
 * right allows. The first start formats the directory and seeds every account; later starts find the data again.
 */
public final class EmbeddedBroker implements AutoCloseable {
    private final KafkaRaftServer server;
    private final int port;

    private EmbeddedBroker(KafkaRaftServer server, int port) {
        this.server = server;
        this.port = port;
    }

    /**
     * Returns when the broker serves clients.
     *
     * @param credentials those of the first start: the accounts are seeded with them and the broker signs in to itself
     *     by them
     * @throws IllegalStateException if the directory can't be formatted or belongs to a newer Kafka
     */
    public static EmbeddedBroker start(Path directory, int port, Credentials credentials) {
        return start(directory, port, credentials, Map.of());
    }

    /** @param differences from the broker that is started otherwise: a listener with TLS, say */
    static EmbeddedBroker start(Path directory, int port, Credentials credentials, Map<String, String> differences) {
        var properties = BrokerProperties.of(
                directory.toAbsolutePath().toString(), Loopback.ADDRESS, port, Loopback.freePort(), credentials);
        properties.putAll(differences);
        format(directory, credentials, properties);
        var server = new KafkaRaftServer(new KafkaConfig(properties, false), Time.SYSTEM);
        try {
            server.startup();
        } catch (Throwable e) {
            server.shutdown();
            throw e;
        }
        return new EmbeddedBroker(server, port);
    }

    public String bootstrapServers() {
        return Loopback.ADDRESS + ":" + port;
    }

    void awaitShutdown() {
        server.awaitShutdown();
    }

    /** Controlled shutdown: every log is flushed, so the next start recovers nothing. */
    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    private static void format(Path directory, Credentials credentials, Properties properties) {
        if (Files.exists(directory.resolve("meta.properties"))) return; // written last
        var formatter = new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setClusterId(properties.getProperty(
                        BrokerProperties.CLUSTER, Uuid.randomUuid().toString()))
                .setNodeId(Integer.parseInt(properties.getProperty("node.id")))
                .setDirectories(List.of(directory.toAbsolutePath().toString()))
                .setMetadataLogDirectory(directory.toAbsolutePath().toString())
                .setControllerListenerName("CONTROLLER")
                .setReleaseVersion(MetadataVersion.latestProduction())
                .setScramArguments(seeds(credentials));
        try {
            formatter.run();
        } catch (Exception e) {
            throw new IllegalStateException("cannot format " + directory, e);
        }
    }

    /** The arguments of {@code kafka-storage.sh format --add-scram}, for whoever has a password here. */
    static List<String> seeds(Credentials credentials) {
        return BrokerAdmin.accountNames().stream()
                .filter(credentials::keeps)
                .map(name -> "%s=[name=%s,password=%s]".formatted(Sasl.MECHANISM, name, credentials.password(name)))
                .toList();
    }
}
