package dev.mandate.cli.running;

import dev.mandate.embedded.BrokerAdmin;
import dev.mandate.embedded.BrokerProcess;
import dev.mandate.embedded.Credentials;
import dev.mandate.embedded.DatabaseProvisioner;
import dev.mandate.embedded.EmbeddedDatabase;
import dev.mandate.embedded.Loopback;
import dev.mandate.embedded.ServiceSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The broker, the database, the four services, the console and maybe the gateway of one checkout, as processes that outlive the launcher. */
public final class MandateSystem {
    private static final String BROKER = "kafka";
    private static final String DATABASE = "postgres";
    private static final String INDENT = "           ";

    private final Layout layout;
    private final Ports ports;
    private final Credentials credentials;

    public MandateSystem(Layout layout, Ports ports) {
        this.layout = layout;
        this.ports = ports;
        layout.makePrivate();
        this.credentials = credentials(layout);
    }

    /** Two launchers of a new checkout must not make different ones. */
    private static Credentials credentials(Layout layout) {
        if (Files.exists(layout.credentials())) return Credentials.loadOrCreate(layout.credentials());
        try (var alone = StartLock.of(layout, words -> {})) {
            return Credentials.loadOrCreate(layout.credentials());
        }
    }

    public Ports ports() {
        return ports;
    }

    public Layout layout() {
        return layout;
    }

    public Credentials credentials() {
        return credentials;
    }

    /** True if the broker, the database and every service run. */
    public boolean isUp() {
        return states().stream().allMatch(ProcessState::running);
    }

    /** @throws PortTaken if what runs does so at other ports than these */
    void requireItsPorts() {
        Ports.lastUsedIn(layout).ifPresent(ports::requireSameAs);
    }

    public boolean isDown() {
        return states().stream().noneMatch(ProcessState::running);
    }

    /** Nobody else starts processes of this checkout until it is closed. Tells for whom it waits. */
    public StartLock alone(Consumer<String> progress) {
        return StartLock.of(layout, progress);
    }

    /**
     * Starts what does not run and returns when every service is ready.
     *
     * @param progress told each step in words
     * @throws NotReady naming the service that did not become ready, with the end of its log
     */
    public void up(Consumer<String> progress) {
        layout.stopping().toFile().delete(); // of one who was killed while he took it down
        if (isDown()) ports.requireFree(services());
        else requireItsPorts();
        ports.rememberIn(layout);
        var secrets = secrets();
        progress.accept("step 1 of 3: Kafka and PostgreSQL");
        startBroker();
        var database = database();
        if (!(Files.exists(layout.database()) && database.isRunning())) database.start();
        provision();
        progress.accept("step 2 of 3: "
                + (services().contains(Service.GATEWAY)
                        ? "four services, the gateway and the console start"
                        : "four services and the console start"));
        for (var service : services()) start(service, secrets);
        var readiness = new Readiness(ports, layout);
        for (var service : services()) {
            readiness.await(service, () -> process(service).running(), words -> progress.accept(INDENT + words));
            progress.accept(INDENT + service.title() + " is ready");
        }
        progress.accept("step 3 of 3: ready");
    }

    /** Stops in the reverse order, so that each can still finish what it holds. */
    public void down() {
        layout.markStopping();
        for (var service : services()) process(service).running().ifPresent(ProcessHandle::destroy);
        for (var service : services()) process(service).stop();
        broker().stop();
        var database = database();
        if (database.isRunning()) database.stop();
        layout.forgetRun();
    }

    /** The gateway runs too from the next start on, in front of the servers that this file names now; one that runs ends first. */
    public void withServers(Path file) {
        process(Service.GATEWAY).stop();
        layout.noteServers(file);
    }

    /** The same before the providers of models that this file names now. */
    public void withProviders(Path file) {
        process(Service.GATEWAY).stop();
        layout.noteProviders(file);
    }

    /** The four, the gateway where it was told what stands behind it, and the console. */
    public List<Service> services() {
        return Arrays.stream(Service.values())
                .filter(service -> service != Service.GATEWAY
                        || !layout.serverFiles().isEmpty()
                        || Files.exists(layout.modelProviders()))
                .toList();
    }

    /** True from {@link #up} until somebody takes the system down, whatever ends meanwhile. */
    boolean isWanted() {
        return Files.exists(layout.portBase()) && !Files.exists(layout.stopping());
    }

    List<String> processes() {
        var names = new ArrayList<>(List.of(BROKER, DATABASE));
        for (var service : services()) names.add(service.title());
        return names;
    }

    /** @param process one of {@link #processes} */
    boolean isRunning(String process) {
        return process.equals(DATABASE)
                ? database().hasServer()
                : new ManagedProcess(process, layout).running().isPresent();
    }

    /** @param process one of {@link #processes} */
    boolean isReady(String process) {
        return service(process)
                .map(service -> new Readiness(ports, layout).ready(service))
                .orElse(true);
    }

    /**
     * Starts one process that ended, and returns before it is ready. What it keeps is there, and so are the topics and rights.
     *
     * @param process one of {@link #processes}
     */
    void restart(String process, Consumer<String> progress) {
        try (var unused = StartLock.of(layout, progress)) {
            if (!isWanted()) return;
            var service = service(process);
            if (service.isPresent()) start(service.get(), secrets());
            else if (process.equals(BROKER)) startBroker();
            else if (!database().isRunning()) database().start();
        }
    }

    private static Optional<Service> service(String process) {
        return Arrays.stream(Service.values())
                .filter(service -> service.title().equals(process))
                .findFirst();
    }

    private Secrets secrets() {
        return Secrets.loadOrCreate(layout.data().resolve("secrets"));
    }

    /** Removes all data. Only while nothing runs. */
    public void forget() {
        for (var directory : List.of(
                layout.broker(),
                layout.database(),
                layout.approvers(),
                layout.signedIn(),
                layout.commandLineClient(),
                layout.data().resolve("risk-state"),
                layout.data().resolve("logs"))) delete(directory);
    }

    public List<ProcessState> states() {
        var states = new ArrayList<ProcessState>();
        states.add(ProcessState.of(BROKER, ports.broker(), broker().running()));
        var databaseRuns = Files.exists(layout.database()) && database().isRunning();
        states.add(new ProcessState(DATABASE, ports.database(), databaseRuns, Optional.empty()));
        for (var service : services())
            states.add(ProcessState.of(
                    service.title(), ports.service(service), process(service).running()));
        return states;
    }

    /** Kills one process as a crash would; for tests of recovery. */
    public void kill(Service service) {
        process(service).running().ifPresent(ProcessHandle::destroyForcibly);
    }

    private void startBroker() {
        if (broker().running().isPresent()) return;
        broker().start(
                        BrokerProcess.command(
                                java(),
                                System.getProperty("java.class.path"),
                                layout.broker(),
                                ports.broker(),
                                layout.credentials()),
                        Map.of());
    }

    private void provision() {
        try (var admin = BrokerAdmin.connect(ports.bootstrapServers(), credentials)) {
            admin.awaitReady();
            admin.provision(credentials);
            new DatabaseProvisioner(Loopback.ADDRESS, ports.database(), credentials).apply();
        } catch (SQLException e) {
            throw new IllegalStateException("cannot prepare the database", e);
        }
    }

    private void start(Service service, Secrets secrets) {
        if (process(service).running().isPresent()) return;
        var settings = new HashMap<String, String>();
        if (service.hasBrokerAccount())
            settings.putAll(
                    ServiceSettings.of(service.account(), ports.bootstrapServers(), ports.database(), credentials));
        settings.putAll(new ServiceStart(layout, ports).settings(service, secrets));
        process(service)
                .start(
                        ServiceStart.command(java(), service, layout.service(service)),
                        ServiceSettings.asEnvironment(settings));
    }

    /** The files of MCP servers that the gateway stands in front of; none where none runs. */
    public List<Path> mcpServers() {
        return layout.serverFiles();
    }

    /** The gateway begins anew with what stands in these files now, or ends where nothing does. Nothing starts where the system is down. */
    public void serversChanged(Consumer<String> progress) {
        process(Service.GATEWAY).stop();
        if (!isWanted() || !services().contains(Service.GATEWAY)) return;
        start(Service.GATEWAY, secrets());
        new Readiness(ports, layout)
                .await(
                        Service.GATEWAY,
                        () -> process(Service.GATEWAY).running(),
                        words -> progress.accept(INDENT + words));
    }

    private ManagedProcess process(Service service) {
        return new ManagedProcess(service.title(), layout);
    }

    private ManagedProcess broker() {
        return new ManagedProcess(BROKER, layout);
    }

    private EmbeddedDatabase database() {
        return EmbeddedDatabase.in(layout.databaseBinaries(), layout.database(), ports.database(), credentials);
    }

    private static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    private static void delete(Path directory) {
        if (!Files.exists(directory)) return;
        try (var files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + directory, e);
        }
    }
}
