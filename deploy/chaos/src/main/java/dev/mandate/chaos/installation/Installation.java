package dev.mandate.chaos.installation;

import dev.mandate.cli.client.KafkaAccess;
import dev.mandate.cli.running.Layout;
import dev.mandate.cli.running.Secrets;
import dev.mandate.cli.running.Service;
import dev.mandate.embedded.Credentials;
import dev.mandate.embedded.DatabaseProvisioner;
import dev.mandate.embedded.EmbeddedDatabase;
import dev.mandate.embedded.Loopback;
import dev.mandate.embedded.TlsCluster;
import dev.mandate.events.topics.Account;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;

/**
 * Mandate as deploy/README.md says for a cluster and a database of one's own: brought there by {@code mandate provision} over TLS, each
 * service by the file of properties that it writes, two replicas of each.
 */
public final class Installation implements AutoCloseable {
    public static final int REPLICAS = 2;
    /** Whose processes run here. */
    public static final Set<Service> SERVICES = EnumSet.range(Service.IDENTITY, Service.GATEWAY);
    /** As clients reach the gateways, whichever is asked: a setting of theirs. */
    public static final String GATEWAY_URL = "mandate.mcp.public-url";
    /** As identity-service names itself, whichever replica is asked. */
    public static final String ISSUER = "https://identity.acme.example";

    private final Path directory;
    private final Layout layout;
    private final TlsCluster cluster;
    private final EmbeddedDatabase database;
    private final Credentials server;
    private final Admin admin;
    private final List<Broker> brokers;
    private final List<Replica> replicas = new ArrayList<>();
    private final Provisioning provisioning;
    private final Credentials accounts;
    private final Map<String, String> gateway;
    private final boolean upgrade;

    private Installation(Versions versions, Path directory, Map<String, String> gateway) throws IOException {
        this.directory = directory;
        this.upgrade = !versions.before().equals(versions.now());
        this.layout = new Layout(versions.before(), directory.resolve("mandate"));
        this.gateway = gateway;
        Files.createDirectories(layout.data());
        this.server = Credentials.loadOrCreate(
                directory.resolve("server-credentials"), List.of("db." + DatabaseProvisioner.SUPERUSER));
        this.cluster = TlsCluster.start(directory);
        this.database = EmbeddedDatabase.fleeting(
                directory.resolve("binaries"), directory.resolve("postgres"), Loopback.freePort(), server);
        this.admin = Admin.create(cluster.administrator());
        this.brokers = IntStream.rangeClosed(1, cluster.size())
                .mapToObj(number -> new Broker(cluster, admin, number))
                .toList();
        Runtime.getRuntime().addShutdownHook(new Thread(database::stopImmediately));
        database.start();
        awaitBrokers();
        this.provisioning = Provisioning.of(cluster, address(), superuserPassword(), directory);
        provisionBy(versions.before());
        this.accounts = Credentials.load(provisioning.credentials());
        startServices(versions.before());
    }

    /**
     * Returns while the services start, of the version before.
     *
     * @param gateway settings of the gateways: what stands behind them, and how clients reach them
     */
    public static Installation in(Versions versions, Path directory, Map<String, String> gateway) throws IOException {
        return new Installation(versions, directory, gateway);
    }

    /** What that version wants of the cluster and the database is made there. */
    public void provisionBy(Path version) {
        provisioning.by(version);
        // A replica of before can't tell of what one of after gave a receipt with, nor read it as one of after does.
        if (upgrade)
            for (var service : List.of(Service.AUTHZ, Service.GATEWAY))
                Provisioning.emptyReceipts(provisioning.settings(service));
    }

    public List<Replica> replicas() {
        return replicas;
    }

    public List<Replica> replicas(Service service) {
        return replicas.stream().filter(replica -> replica.service() == service).toList();
    }

    public List<Broker> brokers() {
        return brokers;
    }

    public Database database() {
        return new Database(database, this::rows);
    }

    public Layout layout() {
        return layout;
    }

    public KafkaAccess kafka() {
        return new KafkaAccess(this::client);
    }

    public Map<String, Object> client(Account account) {
        return cluster.client(account.userName(), accounts.password(account.userName()));
    }

    /** As the server's administrator. */
    public Connection rows() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://" + address() + "/mandate", DatabaseProvisioner.SUPERUSER, superuserPassword());
    }

    private String superuserPassword() {
        return server.password("db." + DatabaseProvisioner.SUPERUSER);
    }

    private String address() {
        return Loopback.ADDRESS + ":" + database.port();
    }

    private void awaitBrokers() {
        Patience.until("three brokers", () -> brokers.get(0).isWell());
    }

    private void startServices(Path version) {
        var secrets = Secrets.of(layout);
        for (var service : SERVICES)
            for (int number = 1; number <= REPLICAS; number++) replicas.add(replica(service, number, version, secrets));
    }

    private Replica replica(Service service, int number, Path version, Secrets secrets) {
        var settings = new HashMap<>(Map.of("mandate.issuer", ISSUER));
        if (service == Service.IDENTITY) {
            settings.put("mandate.bootstrap-admin-secret", secrets.adminSecret());
            settings.put("mandate.key-encryption-secret", secrets.keyEncryptionSecret());
            settings.put("mandate.gateway-url", gateway.get(GATEWAY_URL));
        }
        if (service == Service.GATEWAY) settings.putAll(gateway);
        return new Replica(service, number, version, provisioning.settings(service), settings, directory);
    }

    @Override
    public void close() {
        replicas.forEach(replica -> replica.process().close());
        admin.close();
        var all = new ArrayList<CompletableFuture<Void>>(Arrays.asList(
                CompletableFuture.runAsync(cluster::close), CompletableFuture.runAsync(database::stopImmediately)));
        all.forEach(CompletableFuture::join);
    }
}
