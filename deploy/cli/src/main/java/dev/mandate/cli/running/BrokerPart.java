package dev.mandate.cli.running;

import dev.mandate.embedded.BrokerProcess;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Kafka. */
record BrokerPart(Layout layout, Ports ports) implements Part {
    static final String NAME = "kafka";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int port() {
        return ports.broker();
    }

    @Override
    public Optional<ProcessHandle> running() {
        return process().running();
    }

    @Override
    public String wrong() {
        return Liveness.wrongWithBroker(ports);
    }

    @Override
    public Path log() {
        return layout.log(NAME);
    }

    @Override
    public void start() {
        if (running().isPresent()) return;
        Ports.requireFree("Kafka", port());
        var command = BrokerProcess.command(
                ManagedProcess.java(),
                System.getProperty("java.class.path"),
                layout.broker(),
                port(),
                layout.credentials());
        process().start(command, Map.of());
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
        return new ManagedProcess(NAME, layout);
    }
}
