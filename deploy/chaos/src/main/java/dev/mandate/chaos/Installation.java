package dev.mandate.chaos;

import dev.mandate.cli.client.KafkaAccess;
import dev.mandate.cli.loop.ToolServer;
import dev.mandate.cli.provisioning.ProvisionCommand;
import dev.mandate.cli.running.Layout;
import dev.mandate.cli.running.Secrets;
import dev.mandate.cli.running.Service;
import dev.mandate.embedded.Credentials;
import dev.mandate.embedded.DatabaseProvisioner;
import dev.mandate.embedded.EmbeddedDatabase;
import dev.mandate.embedded.Loopback;
import dev.mandate.embedded.OwnersFile;
import dev.mandate.embedded.TlsCluster;
import dev.mandate.events.topics.Account;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
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
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine;

/**
 * Mandate as deploy/README.md says for a cluster and a database of one's own: brought there by {@code mandate provision} over TLS, each
 * service by the file of properties that it writes, two replicas of each.
 */
final class Installation implements AutoCloseable {
    static final int REPLICAS = 2;
    /** Whose processes run here. */
    static final Set<Service> SERVICES = EnumSet.range(Service.IDENTITY, Service.GATEWAY);
    /** As identity-service names itself, whichever replica is asked. */
    static final String ISSUER = "https://identity.acme.example";

    private final Path directory;
    private final Layout layout;
    private final TlsCluster cluster;
    private final EmbeddedDatabase database;
    private final Credentials server;
    private final Admin admin;
    private final List<Broker> brokers;
    private final List<Replica> replicas = new ArrayList<>();
    private final Credentials accounts;
    private final Gateways gateways;

    private Installation(Path home, Path directory, ToolServer tools) throws IOException {
        this.directory = directory;
        this.layout = new Layout(home, directory.resolve("mandate"));
        this.gateways = new Gateways(directory, tools);
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
        provision();
        this.accounts = Credentials.load(directory.resolve("credentials"));
        startServices();
    }

    /**
     * Returns while the services start.
     *
     * @param tools behind the gateways
     */
    static Installation in(Path home, Path directory, ToolServer tools) throws IOException {
        return new Installation(home, directory, tools);
    }

    List<Replica> replicas() {
        return replicas;
    }

    List<Replica> replicas(Service service) {
        return replicas.stream().filter(replica -> replica.service() == service).toList();
    }

    List<Broker> brokers() {
        return brokers;
    }

    Gateways gateways() {
        return gateways;
    }

    Database database() {
        return new Database(database, this::rows);
    }

    Layout layout() {
        return layout;
    }

    KafkaAccess kafka() {
        return new KafkaAccess(this::client);
    }

    Map<String, Object> client(Account account) {
        return cluster.client(account.userName(), accounts.password(account.userName()));
    }

    /** As the server's administrator. */
    Connection rows() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://" + address() + "/mandate",
                DatabaseProvisioner.SUPERUSER,
                server.password("db." + DatabaseProvisioner.SUPERUSER));
    }

    private String address() {
        return Loopback.ADDRESS + ":" + database.port();
    }

    private void awaitBrokers() {
        Patience.until("three brokers", () -> brokers.get(0).isWell());
    }

    private void provision() throws IOException {
        var administrator = new Properties();
        administrator.putAll(cluster.administrator());
        var config = new StringWriter();
        administrator.store(config, null);
        OwnersFile.write(directory.resolve("administrator.properties"), config.toString());
        OwnersFile.write(directory.resolve("password"), server.password("db." + DatabaseProvisioner.SUPERUSER));
        var said = new StringWriter();
        var command = new CommandLine(new ProvisionCommand()).setOut(new PrintWriter(said));
        var code = command.execute(
                "--bootstrap-servers",
                cluster.bootstrapServers(),
                "--command-config",
                directory.resolve("administrator.properties").toString(),
                "--database",
                address(),
                "--database-password-file",
                directory.resolve("password").toString(),
                "--credentials",
                directory.resolve("credentials").toString(),
                "--settings",
                directory.resolve("settings").toString());
        if (code != 0) throw new IllegalStateException("provision left something undone: " + said);
    }

    private void startServices() {
        var secrets = Secrets.of(layout);
        for (var service : SERVICES)
            for (int number = 1; number <= REPLICAS; number++) replicas.add(replica(service, number, secrets));
    }

    private Replica replica(Service service, int number, Secrets secrets) {
        var settings = new HashMap<>(Map.of("mandate.issuer", ISSUER));
        if (service == Service.IDENTITY) {
            settings.put("mandate.bootstrap-admin-secret", secrets.adminSecret());
            settings.put("mandate.key-encryption-secret", secrets.keyEncryptionSecret());
            settings.put("mandate.gateway-url", Gateways.URL);
        }
        if (service == Service.GATEWAY) settings.putAll(gateways.settings());
        return new Replica(
                service,
                number,
                layout.home().resolve(service.module()).resolve("target/quarkus-app/quarkus-run.jar"),
                directory.resolve("settings").resolve(service.account() + ".properties"),
                settings,
                directory);
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
