package dev.mandate.chaos.agents;

import dev.mandate.chaos.installation.Installation;
import dev.mandate.chaos.installation.Patience;
import dev.mandate.chaos.ledger.Ledger;
import dev.mandate.cli.running.Service;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** For each gateway one who calls through it alone, without pause, so that whatever is done to it has a call under way that it may lose. */
public final class Callers implements AutoCloseable {
    private static final int CALLS_OF_A_TASK = 20;

    private final Ledger ledger;
    private final ExecutorService threads;
    private volatile boolean stopped;

    public Callers(Installation installation, Clients clients, People people, Reports reports, Ledger ledger) {
        this.ledger = ledger;
        var gateways = installation.replicas(Service.GATEWAY);
        this.threads = Executors.newFixedThreadPool(gateways.size());
        for (var gateway : gateways) {
            var through = new GatewayCalls(List.of(gateway), ledger);
            var worker = Worker.of(people.joins(), clients, through, reports, ledger);
            threads.execute(() -> oneAfterTheOther(worker));
        }
    }

    private void oneAfterTheOther(Worker worker) {
        while (!stopped) {
            try {
                var session = worker.task("look up contacts");
                var token = worker.gatewayToken(session);
                var end = Instant.now().plus(Worker.AT_WORK);
                for (int call = 0; call < CALLS_OF_A_TASK && !stopped; call++)
                    if (!worker.hasDone(session, token, Worker.READING, end)) break;
            } catch (RuntimeException e) {
                ledger.refused.add("who calls: " + e);
                Patience.pause();
            }
        }
    }

    @Override
    public void close() {
        stopped = true;
        threads.shutdown();
        try {
            if (!threads.awaitTermination(10, TimeUnit.MINUTES)) ledger.refused.add("who calls: no end of it");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
