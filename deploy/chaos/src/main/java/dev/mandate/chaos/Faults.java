package dev.mandate.chaos;

import dev.mandate.cli.Table;
import dev.mandate.cli.running.Service;
import dev.mandate.embedded.JudgedUntil;
import dev.mandate.events.topics.Account;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Draws faults, strikes, waits until all is well again, and says how long that took and what stood still meanwhile. */
final class Faults implements AutoCloseable {
    /** One more fault of a kind than this looks like the one before. */
    private static final Duration STILL = Duration.ofMinutes(4);

    private final Installation installation;
    private final Ledger ledger;
    private final Random random;
    private final Consumer<String> told;
    private final JudgedUntil judged;
    private final Probes probes;
    private final Table table = new Table(
            "what",
            "fault",
            "lasted, s",
            "well again after, s",
            "no answer, s",
            "made unanswered",
            "nothing judged, s");
    private final List<String> endedByItself = new ArrayList<>();
    private final Strikes strikes;
    private Duration longestStill = Duration.ZERO;

    Faults(Installation installation, Ledger ledger, Plan plan, Consumer<String> told) {
        this.installation = installation;
        this.ledger = ledger;
        this.random = new Random(plan.seed());
        this.strikes = plan.strikes();
        this.told = told;
        this.judged = new JudgedUntil(installation.client(Account.OPERATOR));
        this.probes = new Probes(installation.replicas());
    }

    /** Each fault once, and of each kind of process one killed or paused: three brokers and the replicas of two services after the other, both gateways, and the database. */
    void onceEach() throws InterruptedException {
        var services = new ArrayList<>(Service.withDatabase());
        Collections.shuffle(services, random);
        var brokers = new ArrayList<>(installation.brokers());
        Collections.shuffle(brokers, random);
        var gateways = new ArrayList<>(installation.replicas(Service.GATEWAY));
        Collections.shuffle(gateways, random);
        strike(Fault.KILLED, List.of(brokers.get(0), one(services.get(0)), one(services.get(1)), gateways.get(0)));
        strike(Fault.PAUSED, List.of(brokers.get(1), one(services.get(2)), one(services.get(3)), gateways.get(1)));
        strike(Fault.DRAINED, List.of(gateways.get(0)));
        strike(Fault.DISK_FULL, List.of(brokers.get(2)));
        strike(Fault.KILLED, List.of(installation.database()));
    }

    private Replica one(Service service) {
        return installation.replicas(service).get(random.nextInt(Installation.REPLICAS));
    }

    /** One that is drawn. */
    void another() throws InterruptedException {
        var all = new ArrayList<List<? extends Victim>>();
        installation.replicas().forEach(replica -> all.add(List.of(replica)));
        installation.brokers().forEach(broker -> all.add(List.of(broker)));
        all.add(machine(random.nextInt(Installation.REPLICAS)));
        all.add(List.of(installation.database()));
        all.removeIf(victims -> strikes.possible(victims).isEmpty());
        if (all.isEmpty()) throw new IllegalArgumentException("nothing that is drawn from can have such a fault");
        var victims = all.get(random.nextInt(all.size()));
        var possible = strikes.possible(victims);
        strike(possible.get(random.nextInt(possible.size())), victims);
    }

    /** Longest time for which nothing was judged while something was struck. */
    Duration longestStill() {
        return longestStill;
    }

    /** What runs side by side: one broker, and one replica of each service. */
    private List<Victim> machine(int number) {
        var machine = new ArrayList<Victim>();
        machine.add(installation.brokers().get(number));
        for (var service : Installation.SERVICES)
            machine.add(installation.replicas(service).get(number));
        return machine;
    }

    private void strike(Fault fault, List<? extends Victim> victims) throws InterruptedException {
        var length = fault.lasts() ? Duration.ofSeconds(6 + random.nextInt(10)) : Duration.ZERO;
        var names = standing(victims);
        told.accept(names + ": " + fault.inWords() + (length.isZero() ? "" : " for " + length.toSeconds() + " s"));
        ledger.longestSilence();
        judged.since();
        probes.except(victims);
        var before = ledger.madeUnanswered();
        fault.strike(victims, length);
        var since = System.nanoTime();
        awaitWell();
        probes.except(List.of());
        var unanswered = ledger.madeUnanswered() - before;
        if (fault == Fault.DRAINED && unanswered > 0)
            ledger.refused.add(names + ": drained, and " + unanswered + " calls were made that it answered nobody");
        var took = seconds(System.nanoTime() - since);
        var silent = seconds(ledger.longestSilence().toNanos());
        var stood = judged.since().still();
        if (stood.compareTo(longestStill) > 0) longestStill = stood;
        var still = seconds(stood.toNanos());
        told.accept(names + ": well again after " + took + " s; longest time without an answer " + silent
                + " s, with nothing judged " + still + " s");
        table.row(names, fault.inWords(), seconds(length.toNanos()), took, silent, "" + unanswered, still);
    }

    /** Whoever ended by himself is started again, as whoever supervises him would do. */
    private void awaitWell() {
        var all = new ArrayList<Victim>(installation.brokers());
        all.addAll(installation.replicas());
        all.add(installation.database());
        var well =
                Patience.untilOrStill(() -> all.stream().filter(this::isNotWell).count(), STILL);
        if (!well)
            throw new IllegalStateException(
                    names(all.stream().filter(one -> !one.isWell()).toList()) + ": not well again");
    }

    private boolean isNotWell(Victim victim) {
        if (!victim.isAlive()) {
            endedByItself.add(victim.name());
            told.accept(victim.name() + " has ended by itself, and is started again");
            victim.restart();
        }
        return !victim.isWell();
    }

    private static String standing(List<? extends Victim> victims) throws InterruptedException {
        var all = new ArrayList<String>();
        for (var victim : victims) all.add(victim.standing());
        return String.join(", ", all);
    }

    private static String names(List<? extends Victim> victims) {
        return victims.stream().map(Victim::name).collect(Collectors.joining(", "));
    }

    private static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.1f", nanos / 1e9);
    }

    @Override
    public String toString() {
        return table.toString() + probes;
    }

    @Override
    public void close() {
        probes.close();
        judged.close();
    }
}
