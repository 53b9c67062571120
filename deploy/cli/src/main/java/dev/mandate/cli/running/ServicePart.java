package dev.mandate.cli.running;

import dev.mandate.embedded.Credentials;
import dev.mandate.embedded.ServiceSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Optional;

/** A service, the gateway or the console. */
record ServicePart(Service service, Layout layout, Ports ports, Credentials credentials) implements Part {
    private static final Duration READY = Duration.ofSeconds(3);

    @Override
    public String name() {
        return service.title();
    }

    @Override
    public int port() {
        return ports.service(service);
    }

    @Override
    public Optional<ProcessHandle> running() {
        return process().running();
    }

    @Override
    public String wrong() {
        return Liveness.wrongWith(service, ports);
    }

    @Override
    public HealthAnswer readiness() {
        return new ManagementPort(ports, service).health("ready", READY);
    }

    @Override
    public HealthAnswer well() {
        return new ManagementPort(ports, service).health("well", READY);
    }

    @Override
    public DeadLetterFigure deadLetters() {
        return new ManagementPort(ports, service)
                .get("/q/metrics", READY)
                .map(answer -> DeadLetterFigure.of(answer.body()))
                .orElse(DeadLetterFigure.NONE);
    }

    @Override
    public long ownerlessClients() {
        if (service != Service.IDENTITY) return 0;
        return new ManagementPort(ports, service)
                .get("/q/metrics", READY)
                .map(answer -> DeadLetterFigure.sum(answer.body(), "mandate_clients_ownerless"))
                .orElse(0L);
    }

    @Override
    public Path log() {
        return layout.log(name());
    }

    @Override
    public void start() {
        if (running().isPresent()) return;
        ports.requireFree(service);
        var settings = new HashMap<String, String>();
        if (service.hasBrokerAccount())
            settings.putAll(
                    ServiceSettings.of(service.account(), ports.bootstrapServers(), ports.database(), credentials));
        settings.putAll(new ServiceStart(layout, ports).settings(service, Secrets.of(layout)));
        process()
                .start(
                        ServiceStart.command(ManagedProcess.java(), service, layout.service(service)),
                        ServiceSettings.asEnvironment(settings));
    }

    /** Begins to end, and answers meanwhile what it is being asked. */
    void asksToEnd() {
        running().ifPresent(ProcessHandle::destroy);
    }

    @Override
    public void tells() {
        process().dumpThreads();
    }

    @Override
    public void end() {
        process().stop();
    }

    private ManagedProcess process() {
        return new ManagedProcess(service.title(), layout);
    }
}
