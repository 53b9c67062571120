package dev.mandate.chaos;

import dev.mandate.cli.running.Service;
import dev.mandate.events.cloudevents.EventJson;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;

/** One run: an installation starts, agents work and people join and leave while faults strike, and then the books are balanced. */
final class Chaos {
    /** What is acknowledged must have come by then, if nothing came for so long. */
    private static final Duration STILL = Duration.ofSeconds(90);

    private final Plan plan;
    private final PrintStream out;
    private final long began = System.nanoTime();
    private final Ledger ledger = new Ledger();

    private Chaos(Plan plan, PrintStream out) {
        this.plan = plan;
        this.out = out;
    }

    /**
     * Plays it.
     *
     * @param home the checkout with the packaged services
     * @param directory for all that is written, logs too
     * @return what doesn't agree; empty where all is as it should be
     */
    static List<String> play(Plan plan, Path home, Path directory, PrintStream out)
            throws IOException, InterruptedException {
        // Brokers that are away are what this is about: each client would tell of each.
        Logger.getLogger("").setLevel(Level.SEVERE);
        return new Chaos(plan, out).in(home, directory);
    }

    private List<String> in(Path home, Path directory) throws IOException, InterruptedException {
        say("seed " + plan.seed() + ", logs in " + directory);
        try (var tools = CountedTools.served(ledger);
                var installation = Installation.in(home, directory, tools)) {
            say("three brokers and a database are there and provisioned; two replicas of each service and two"
                    + " gateways start");
            for (var replica : installation.replicas()) Patience.until(replica.name(), replica::isWell);
            say("all are ready");
            var clients = new Clients(installation);
            var gateways = new GatewayCalls(installation.replicas(Service.GATEWAY), ledger);
            try (var people = new People(installation.kafka(), ledger);
                    var reports = new Reports(installation.kafka(), ledger)) {
                organise(clients, installation);
                var workers = hired(people, clients, gateways, reports);
                say(workers.size() + " people and their agents are at work");
                var still = strike(installation, workers, people, reports, clients, gateways);
                if (still.compareTo(plan.still()) > 0)
                    ledger.refused.add("judging stood still for " + still.toMillis() / 1e3 + " s, and not for "
                            + plan.still().toSeconds() + " at most");
            }
            return balanced(installation);
        }
    }

    private void organise(Clients clients, Installation installation) throws IOException {
        var example = EventJson.mapper()
                .readTree(installation.layout().exampleCatalogue().toFile());
        clients.api()
                .post(Service.LIFECYCLE, "/catalog/import", clients.cast().admin(), example)
                .orRefuse();
        clients.cast().signIn().registerIssuer(clients.cast().admin());
        installation.gateways().accept(clients);
    }

    private List<Worker> hired(People people, Clients clients, GatewayCalls gateways, Reports reports) {
        var employees = new ArrayList<String>();
        for (int i = 0; i < plan.agents(); i++) employees.add(people.joins());
        return employees.stream()
                .map(employee -> Worker.of(employee, clients, gateways, reports, ledger))
                .toList();
    }

    /** Longest time for which nothing was judged. */
    private Duration strike(
            Installation installation,
            List<Worker> workers,
            People people,
            Reports reports,
            Clients clients,
            GatewayCalls gateways)
            throws InterruptedException {
        var end = System.nanoTime() + plan.length().toNanos();
        var faults = new Faults(installation, ledger, plan, this::say);
        try (faults) {
            try (var agents = new Agents(plan, workers, ledger);
                    var callers = new Callers(installation, clients, people, reports, ledger);
                    var losers = new Losers(clients, gateways, people, reports, ledger)) {
                Patience.until("something that must be found, of each kind", () -> {
                    agents.requireAccepted();
                    return ledger.hasSomethingOfEachKind();
                });
                if (plan.onceEach()) faults.onceEach();
                while (System.nanoTime() < end) {
                    faults.another();
                    say("%,d events so far, load %.0f"
                            .formatted(
                                    ledger.events(),
                                    ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()));
                }
                say("enough; the agents end their tasks");
            }
        }
        say("%,d events; %s".formatted(ledger.events(), ledger.answers()));
        out.print(faults);
        return faults.longestStill();
    }

    private List<String> balanced(Installation installation) {
        var records = new Records(installation);
        Patience.untilOrStill(
                () -> Balance.of(ledger, records.found(), Instant.now()).left(), STILL);
        var balance = Balance.of(ledger, records.found(), Instant.now());
        say("the books:");
        out.print(balance);
        var differences = new ArrayList<>(balance.differences());
        ledger.refused.forEach(refusal -> differences.add("refused: " + refusal));
        differences.forEach(out::println);
        return differences;
    }

    private void say(String words) {
        out.printf(Locale.ROOT, "  %6.1f s  %s%n", (System.nanoTime() - began) / 1e9, words);
    }
}
