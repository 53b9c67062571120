package dev.mandate.embedded;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.Uuid;

/**
 * A KRaft cluster as somebody runs it in production, on the loopback interface: three nodes, each of them broker and controller and a process
 * of its own; every connection by TLS; records on all three, acknowledged by two. It knows its administrator and none of Mandate's
 * accounts, topics and rights.
 */
public final class TlsCluster implements AutoCloseable {
    private static final int NODES = 3;
    private static final List<String> JVM = ChildJvm.shortLived("-Xms64m", "-Xmx384m", "-XX:+UseSerialGC", "-Xss512k");

    private final Path directory;
    private final Path credentialsFile;
    private final Credentials credentials;
    private final TlsKeys keys;
    private final List<Integer> ports = ports();
    private final List<Integer> controllers = ports();
    private final List<ChildJvm> nodes = new ArrayList<>();

    private TlsCluster(Path directory) {
        this.directory = directory;
        this.credentialsFile = directory.resolve("cluster-credentials");
        this.credentials =
                Credentials.loadOrCreate(credentialsFile, List.of(Credentials.ADMIN, Credentials.CONTROLLER));
        this.keys = TlsKeys.madeIn(directory);
    }

    /** Starts its nodes and returns at once. A class path without Quarkus is needed, which would hold back the brokers' logs. */
    public static TlsCluster start(Path directory) {
        var cluster = new TlsCluster(directory);
        var id = Uuid.randomUuid().toString();
        for (int node = 1; node <= NODES; node++) {
            OwnersFile.write(cluster.file(node, "properties"), text(cluster.properties(node, id)));
            cluster.nodes.add(cluster.process(node));
        }
        return cluster;
    }

    /** How many nodes it has, numbered from 1. */
    public int size() {
        return NODES;
    }

    public ChildJvm node(int number) {
        return nodes.get(number - 1);
    }

    /** One that ended is started again, with what it had. */
    public void restart(int number) {
        if (!node(number).isAlive()) nodes.set(number - 1, process(number));
    }

    public boolean listens(int number) {
        try (var socket = new Socket(Loopback.ADDRESS, ports.get(number - 1))) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    public String bootstrapServers() {
        return ports.stream().map(port -> Loopback.ADDRESS + ":" + port).collect(Collectors.joining(","));
    }

    /** What a client signs in with. */
    public Map<String, Object> client(String account, String password) {
        var config = new HashMap<>(Sasl.client(bootstrapServers(), account, password));
        config.putAll(keys.client());
        return config;
    }

    public Map<String, Object> administrator() {
        return client(Credentials.ADMIN, credentials.password(Credentials.ADMIN));
    }

    @Override
    public void close() {
        nodes.forEach(ChildJvm::close);
    }

    private ChildJvm process(int number) {
        return ChildJvm.start(
                JVM,
                List.of(
                        "-D" + BrokerMain.LOG + "=" + directory.resolve("kafka-" + number + ".%g.log"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        BrokerMain.class.getName(),
                        directory.resolve("kafka-" + number).toString(),
                        Integer.toString(ports.get(number - 1)),
                        credentialsFile.toString(),
                        file(number, "properties").toString()),
                Map.of(),
                file(number, "out"));
    }

    private Path file(int number, String kind) {
        return directory.resolve("kafka-" + number + "." + kind);
    }

    /** By what a node differs from the one that is alone. */
    private Map<String, String> properties(int node, String cluster) {
        var p = new HashMap<>(keys.broker());
        p.put(BrokerProperties.CLUSTER, cluster);
        p.put("node.id", Integer.toString(node));
        p.put(
                "controller.quorum.voters",
                IntStream.rangeClosed(1, NODES)
                        .mapToObj(voter -> voter + "@" + Loopback.ADDRESS + ":" + controllers.get(voter - 1))
                        .collect(Collectors.joining(",")));
        p.put(
                "listeners",
                "CLIENT://" + Loopback.ADDRESS + ":" + ports.get(node - 1) + ",CONTROLLER://" + Loopback.ADDRESS + ":"
                        + controllers.get(node - 1));
        p.put("listener.security.protocol.map", "CLIENT:SASL_SSL,CONTROLLER:SASL_SSL");
        for (var topic : List.of("offsets.topic", "transaction.state.log", "share.coordinator.state.topic"))
            p.put(topic + ".replication.factor", Integer.toString(NODES));
        p.put("default.replication.factor", Integer.toString(NODES));
        for (var copies : List.of("transaction.state.log.min.isr", "share.coordinator.state.topic.min.isr"))
            p.put(copies, "2");
        p.put("min.insync.replicas", "2");
        // What a state's log holds of what is outdated goes once a segment is full: an hour's must not wait for 1 GB of
        // it.
        p.put("log.segment.bytes", Integer.toString(64 << 20));
        // Until a lost broker is missed nobody writes to the partitions that it led: after 9 s by default.
        p.put("broker.session.timeout.ms", "5000");
        p.put("broker.heartbeat.interval.ms", "1000");
        p.put("metadata.max.idle.interval.ms", "500");
        return p;
    }

    private static List<Integer> ports() {
        return IntStream.range(0, NODES).mapToObj(node -> Loopback.freePort()).toList();
    }

    private static String text(Map<String, String> settings) {
        var properties = new Properties();
        properties.putAll(settings);
        var text = new StringWriter();
        try {
            properties.store(text, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
