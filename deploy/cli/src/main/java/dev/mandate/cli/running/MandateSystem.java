package dev.mandate.cli.running;

import dev.mandate.embedded.BrokerAdmin;
import dev.mandate.embedded.Credentials;
import dev.mandate.embedded.DatabaseProvisioner;
import dev.mandate.embedded.Loopback;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** The broker, the database, the four services, the console and maybe the gateway of one checkout, as processes that outlive the launcher. */
public final class MandateSystem {
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
        try (var alone = StartLock.of(layout, StartLock.STARTS, words -> {})) {
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

    /** Nobody else starts or stops processes of this checkout until it is closed. Tells for whom it waits. */
    public StartLock alone(Consumer<String> progress) {
        return StartLock.of(layout, StartLock.STARTS, progress);
    }

    /**
     * Starts what does not run and returns when every service is ready.
     *
     * @param progress told each step in words
     * @throws NotReady naming what did not become ready, with the end of its log
     */
    public void up(Consumer<String> progress) {
        layout.stopping().toFile().delete(); // of one who was killed while he took it down
        if (isDown()) ports.requireFree(services());
        else requireItsPorts();
        ports.rememberIn(layout);
        progress.accept("step 1 of 3: Kafka and PostgreSQL");
        start(broker());
        start(database());
        await(broker(), progress);
        provision();
        progress.accept("step 2 of 3: "
                + (services().contains(Service.GATEWAY)
                        ? "four services, the gateway and the console start"
                        : "four services and the console start"));
        for (var service : services()) start(part(service));
        for (var service : services()) {
            await(part(service), progress);
            progress.accept(INDENT + service.title() + " is ready");
        }
        progress.accept("step 3 of 3: ready");
    }

    private void await(Part part, Consumer<String> progress) {
        new Readiness().await(part, words -> progress.accept(INDENT + words));
    }

    /** Nothing is begun any more once what was begun is being ended. */
    private static void start(Part part) {
        StopOnInterrupt.unlessStopping(part::start);
    }

    /** As {@link #down()}, once nobody else starts or stops anything, for whom it waits. */
    void downAlone(Consumer<String> progress) {
        try (var alone = StartLock.of(layout, StartLock.STOPS, progress)) {
            down();
        }
    }

    /**
     * Stops in the reverse order, so that each can still finish what it holds. Whoever else starts or stops something at the same time is
     * in the way of it: {@link #alone}.
     */
    public void down() {
        layout.markStopping();
        for (var service : services()) part(service).asksToEnd();
        var parts = new ArrayList<Part>();
        for (var service : services()) parts.add(part(service));
        parts.addAll(List.of(broker(), database()));
        endAll(parts);
        layout.forgetRun();
    }

    /** One that can't be ended leaves none of the others running. */
    private static void endAll(List<Part> parts) {
        var failures = new ArrayList<RuntimeException>();
        for (var part : parts) {
            try {
                part.end();
            } catch (RuntimeException e) {
                failures.add(e);
            }
        }
        if (!failures.isEmpty()) throw failures.get(0);
    }

    /** The gateway runs too from the next start on, in front of the servers that this file names now; one that runs ends first. */
    public void withServers(Path file) {
        part(Service.GATEWAY).end();
        layout.noteServers(file);
    }

    /** The same before the providers of models that this file names now. */
    public void withProviders(Path file) {
        part(Service.GATEWAY).end();
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
        return layout.isStarted() && !Files.exists(layout.stopping());
    }

    /** In the order in which they start. */
    List<Part> parts() {
        var parts = new ArrayList<Part>(List.of(broker(), database()));
        for (var service : services()) parts.add(part(service));
        return parts;
    }

    /** Starts one that ended, unless nobody wants it any more. What it keeps is there, and so are the topics and rights. */
    void restart(Part part, Consumer<String> progress) {
        try (var alone = alone(progress)) {
            if (isWanted()) start(part);
        }
    }

    /** Ends one that isn't alive. What it was about is in its log, if it can still say that. */
    void end(Part part, Consumer<String> progress) {
        try (var alone = alone(progress)) {
            if (!isWanted()) return;
            part.tells();
            part.end();
        }
    }

    /** Removes all data. Only while nothing runs. */
    public void forget() {
        layout.forgetData();
    }

    public List<ProcessState> states() {
        return parts().stream().map(ProcessState::of).toList();
    }

    /** Kills one process as a crash would; for tests of recovery. */
    public void kill(Service service) {
        part(service).running().ifPresent(ProcessHandle::destroyForcibly);
    }

    private void provision() {
        try (var admin = BrokerAdmin.connect(ports.bootstrapServers(), credentials)) {
            admin.awaitReady();
            admin.provision(credentials);
            new DatabaseProvisioner(Loopback.ADDRESS, ports.database(), credentials).apply();
        } catch (SQLException e) {
            throw new IllegalStateException("cannot prepare the database: " + e.getMessage(), e);
        }
    }

    /** The files of MCP servers that the gateway stands in front of; none where none runs. */
    public List<Path> mcpServers() {
        return layout.serverFiles();
    }

    /** The gateway begins anew with what stands in these files now, or ends where nothing does. Nothing starts where the system is down. */
    public void serversChanged(Consumer<String> progress) {
        part(Service.GATEWAY).end();
        if (!isWanted() || !services().contains(Service.GATEWAY)) return;
        start(part(Service.GATEWAY));
        await(part(Service.GATEWAY), progress);
    }

    private ServicePart part(Service service) {
        return new ServicePart(service, layout, ports, credentials);
    }

    private BrokerPart broker() {
        return new BrokerPart(layout, ports);
    }

    private DatabasePart database() {
        return new DatabasePart(layout, ports, credentials);
    }
}
