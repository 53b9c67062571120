package dev.mandate.chaos.agents;

import dev.mandate.authz.client.Decision;
import dev.mandate.chaos.installation.Patience;
import dev.mandate.chaos.ledger.CallId;
import dev.mandate.chaos.ledger.Ledger;
import dev.mandate.cli.actors.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Those who lose what they had, by leaving or by an end of the task, and go on asking: longer after its acknowledgement than what a decision
 * goes by may be old, nothing may be allowed to them.
 */
public final class Losers implements AutoCloseable {
    private static final Duration WATCHED = Ledger.FRESHNESS.plusSeconds(15);

    private final Clients clients;
    private final GatewayCalls gateways;
    private final People people;
    private final Reports reports;
    private final Ledger ledger;
    private final ExecutorService thread = Executors.newFixedThreadPool(2);
    private volatile boolean stopped;

    public Losers(Clients clients, GatewayCalls gateways, People people, Reports reports, Ledger ledger) {
        this.clients = clients;
        this.gateways = gateways;
        this.people = people;
        this.reports = reports;
        this.ledger = ledger;
        thread.submit(() -> oneAfterTheOther(true));
        thread.submit(() -> oneAfterTheOther(false));
    }

    private void oneAfterTheOther(boolean leaves) {
        while (!stopped) {
            try {
                loses(leaves);
            } catch (RuntimeException e) {
                ledger.refused.add("who loses: " + e);
                Patience.pause();
            }
        }
    }

    private void loses(boolean leaves) {
        var worker = Worker.of(people.joins(), clients, gateways, reports, ledger);
        var session = worker.task("look up a contact");
        var token = worker.gatewayToken(session);
        if (!worker.does(session, Worker.READ, Worker.contact(1), Instant.now().plus(WATCHED))) return;
        var what = leaves ? "has left" : "was revoked";
        if (!leaves) worker.ends(session);
        var lost = leaves ? people.leaves(worker.employee).join() : Instant.now();
        var end = lost.plus(WATCHED);
        var last = (Decision) null;
        while (Instant.now().isBefore(end)) {
            if (stopped && last != null && !last.allowed()) return;
            last = asksOn(worker, session, what, lost);
            callsOn(worker, token, what, lost);
        }
        if (last != null && last.allowed()) ledger.wrong(what + " for good", last.id(), Instant.now(), lost);
    }

    private @Nullable Decision asksOn(Worker worker, Session session, String what, Instant lost) {
        var asked = Instant.now();
        var decision = worker.asks(session, Worker.READ, Worker.contact(2));
        if (decision != null && decision.allowed()) {
            if (asked.isAfter(lost.plus(Ledger.FRESHNESS))) ledger.wrong(what, decision.id(), asked, lost);
            worker.tells(session, decision, Worker.READ, Worker.contact(2));
        }
        Patience.pause();
        return decision;
    }

    private void callsOn(Worker worker, String token, String what, Instant lost) {
        var asked = Instant.now();
        var call = CallId.next();
        worker.calls(call, token, Worker.READING);
        if (ledger.executed.containsKey(call) && asked.isAfter(lost.plus(Ledger.FRESHNESS)))
            ledger.wrong(what, call, asked, lost);
    }

    @Override
    public void close() {
        stopped = true;
        thread.shutdown();
        try {
            if (!thread.awaitTermination(10, TimeUnit.MINUTES)) ledger.refused.add("who loses: no end of it");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
