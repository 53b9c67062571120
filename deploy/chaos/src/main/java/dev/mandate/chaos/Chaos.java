package dev.mandate.chaos;

import dev.mandate.chaos.agents.Administrators;
import dev.mandate.chaos.agents.Agents;
import dev.mandate.chaos.agents.Callers;
import dev.mandate.chaos.agents.Clients;
import dev.mandate.chaos.agents.CountedTools;
import dev.mandate.chaos.agents.GatewayCalls;
import dev.mandate.chaos.agents.Gateways;
import dev.mandate.chaos.agents.Losers;
import dev.mandate.chaos.agents.Newcomers;
import dev.mandate.chaos.agents.People;
import dev.mandate.chaos.agents.Reports;
import dev.mandate.chaos.agents.Worker;
import dev.mandate.chaos.books.Books;
import dev.mandate.chaos.books.SignedTrail;
import dev.mandate.chaos.faults.Faults;
import dev.mandate.chaos.faults.Impact;
import dev.mandate.chaos.faults.Upgrade;
import dev.mandate.chaos.installation.Effort;
import dev.mandate.chaos.installation.Installation;
import dev.mandate.chaos.installation.Patience;
import dev.mandate.chaos.installation.Replica;
import dev.mandate.chaos.installation.Versions;
import dev.mandate.chaos.ledger.Ledger;
import dev.mandate.cli.running.Service;
import dev.mandate.events.cloudevents.EventJson;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;

/** One run: an installation starts, agents work and people join and leave while something is done to it, and then the books are balanced. */
final class Chaos {
    private final Plan plan;
    private final Versions versions;
    private final Course course;
    private final Room room;
    private final PrintStream out;
    private final long began = System.nanoTime();
    private final Ledger ledger = new Ledger();

    /** What is done, once there is something of each kind that must be found. */
    private interface Course {
        void play(Installation installation, Clients clients, Impact impact, Chaos run) throws InterruptedException;
    }

    private Chaos(Plan plan, Versions versions, Course course, Path directory, PrintStream out) {
        this.plan = plan;
        this.versions = versions;
        this.course = course;
        this.room = new Room(directory);
        this.out = out;
    }

    /**
     * Faults strike.
     *
     * @param home the checkout with the packaged services
     * @param directory for all that is written, logs and a summary too
     * @return what doesn't agree; empty where all is as it should be
     */
    static List<String> play(Plan plan, Path home, Path directory, PrintStream out)
            throws IOException, InterruptedException {
        Course faults = (installation, clients, impact, run) ->
                run.strike(new Faults(installation, impact, plan.seed(), plan.strikes()));
        return new Chaos(plan, Versions.one(home), faults, directory, out).in(directory);
    }

    /**
     * One version is upgraded to another.
     *
     * @return as {@link #play}
     */
    static List<String> upgrade(Plan plan, Versions versions, Path directory, PrintStream out)
            throws IOException, InterruptedException {
        Course upgrade = (installation, clients, impact, run) -> new Upgrade(
                        installation,
                        impact,
                        new Newcomers(installation, clients, run.ledger),
                        () -> run.trail(signedTrail(clients, installation, false))
                                .forEach(run.ledger.refused::add))
                .play(versions);
        return new Chaos(plan, versions, upgrade, directory, out).in(directory);
    }

    private List<String> in(Path directory) throws IOException, InterruptedException {
        // Brokers that are away are what this is about: each client would tell of each.
        Logger.getLogger("").setLevel(Level.SEVERE);
        room.require(plan.events());
        say("seed " + plan.seed() + ", logs and a summary in " + directory);
        try (var tools = CountedTools.served(ledger)) {
            return in(directory, new Gateways(directory, tools));
        }
    }

    private List<String> in(Path directory, Gateways behind) throws IOException, InterruptedException {
        try (var installation = Installation.in(versions, directory, behind.settings())) {
            say("three brokers and a database are there and provisioned; two replicas of each service and two"
                    + " gateways start");
            installation.replicas().forEach(Replica::awaitFirst);
            say("all are ready");
            var clients = new Clients(installation);
            var gateways = new GatewayCalls(installation.replicas(Service.GATEWAY), ledger);
            try (var books = new Books(installation, ledger);
                    var people = new People(installation.kafka(), ledger);
                    var reports = new Reports(installation.kafka(), ledger)) {
                organise(clients, installation, behind);
                var workers = hired(people, clients, gateways, reports);
                say(workers.size() + " people and their agents are at work");
                var soFar = new SoFar(plan, ledger, new Effort(installation), books);
                try (var summary = new Summary(directory, soFar)) {
                    work(installation, workers, people, reports, clients, gateways, soFar);
                    out.print(soFar.felt());
                    var differences = balanced(books, installation, clients);
                    soFar.ends(differences);
                    return differences;
                }
            }
        }
    }

    private void organise(Clients clients, Installation installation, Gateways behind) throws IOException {
        var example = EventJson.mapper()
                .readTree(installation.layout().exampleCatalogue().toFile());
        clients.api()
                .post(Service.LIFECYCLE, "/catalog/import", clients.cast().admin(), example)
                .orRefuse();
        clients.cast().signIn().registerIssuer(clients.cast().admin());
        behind.accept(clients);
    }

    private List<Worker> hired(People people, Clients clients, GatewayCalls gateways, Reports reports) {
        var employees = new ArrayList<String>();
        for (int i = 0; i < plan.agents(); i++) employees.add(people.joins());
        return employees.stream()
                .map(employee -> Worker.of(employee, clients, gateways, reports, ledger))
                .toList();
    }

    private void work(
            Installation installation,
            List<Worker> workers,
            People people,
            Reports reports,
            Clients clients,
            GatewayCalls gateways,
            SoFar soFar)
            throws InterruptedException {
        var impact = new Impact(installation, ledger, this::say);
        soFar.isFelt(impact);
        try (impact) {
            try (var agents = new Agents(plan.seed(), plan.eventsASecond(), workers, ledger);
                    var callers = new Callers(installation, clients, people, reports, ledger);
                    var administrators = new Administrators(clients, people, ledger);
                    var losers = new Losers(clients, gateways, people, reports, ledger)) {
                Patience.until("something that must be found, of each kind, and a change of each kind", () -> {
                    agents.requireAccepted();
                    return ledger.hasSomethingOfEachKind();
                });
                var changes = ledger.changes();
                playedToTheEnd(installation, clients, impact);
                ledger.requireChangesSince(changes);
                say("enough; the agents end their tasks");
            }
        }
        say("%,d events; %s".formatted(ledger.events(), ledger.answers()));
        if (impact.longestStill().compareTo(plan.still()) > 0)
            ledger.refused.add(
                    "judging stood still for " + impact.longestStill().toMillis() / 1e3 + " s, and not for "
                            + plan.still().toSeconds() + " at most");
    }

    /** Whatever is not well again ends it, and the books are told all the same: what was acknowledged until then is owed. */
    private void playedToTheEnd(Installation installation, Clients clients, Impact impact) throws InterruptedException {
        try {
            course.play(installation, clients, impact, this);
        } catch (RuntimeException e) {
            say("gives up: " + e);
            ledger.refused.add("not played to the end: " + e);
        }
    }

    private void strike(Faults faults) throws InterruptedException {
        var start = System.nanoTime();
        var before = ledger.events();
        if (plan.onceEach()) faults.onceEach();
        while (System.nanoTime() - start < plan.length().toNanos()) {
            room.requireSome();
            faults.another();
            say("%,d events so far, %.0f a second, load %.0f"
                    .formatted(
                            ledger.events(),
                            (ledger.events() - before) * 1e9 / (System.nanoTime() - start),
                            ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()));
        }
    }

    private List<String> balanced(Books books, Installation installation, Clients clients) {
        var differences = new ArrayList<>(books.balanced());
        out.print(books);
        differences.addAll(trail(signedTrail(clients, installation, versions.back())));
        differences.forEach(out::println);
        return differences;
    }

    private static SignedTrail signedTrail(Clients clients, Installation installation, boolean older) {
        return new SignedTrail(
                path -> clients.again(() -> clients.api()
                        .get(Service.AUDIT, "/trail" + path, clients.cast().admin())
                        .orRefuse()),
                installation.kafka(),
                older);
    }

    private List<String> trail(SignedTrail signed) {
        try {
            var trail = signed.verified();
            say(trail.words());
            return trail.doubts().stream().map(doubt -> "the trail: " + doubt).toList();
        } catch (RuntimeException e) {
            return List.of("the trail is not verified: " + e);
        }
    }

    private void say(String words) {
        out.printf(Locale.ROOT, "  %6.1f s  %s%n", (System.nanoTime() - began) / 1e9, words);
    }
}
