package dev.mandate.chaos.faults;

import dev.mandate.chaos.installation.Fault;
import dev.mandate.chaos.installation.Installation;
import dev.mandate.chaos.installation.Replica;
import dev.mandate.chaos.installation.Victim;
import dev.mandate.cli.running.Service;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Draws faults, and strikes with one after the other. */
public final class Faults {
    /** Longer than brokers wait for one another, and than what a decision goes by may be old once it is over. */
    private static final Duration MAJORITY_AWAY = Duration.ofSeconds(20);

    private final Installation installation;
    private final Impact impact;
    private final Random random;
    private final Strikes strikes;

    /** @param seed the same draws the same faults */
    public Faults(Installation installation, Impact impact, long seed, Strikes strikes) {
        this.installation = installation;
        this.impact = impact;
        this.random = new Random(seed);
        this.strikes = strikes;
    }

    /** Each fault once, and of each kind of process one killed or paused: three brokers and the replicas of two services after the other, both gateways, most brokers, and the database. */
    public void onceEach() throws InterruptedException {
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
        strike(Fault.PAUSED, brokers.subList(0, 2));
        strike(Fault.KILLED, List.of(installation.database()));
    }

    private Replica one(Service service) {
        return installation.replicas(service).get(random.nextInt(Installation.REPLICAS));
    }

    /** One that is drawn. */
    public void another() throws InterruptedException {
        var all = new ArrayList<List<? extends Victim>>();
        installation.replicas().forEach(replica -> all.add(List.of(replica)));
        installation.brokers().forEach(broker -> all.add(List.of(broker)));
        all.add(machine(random.nextInt(Installation.REPLICAS)));
        all.add(majority(random.nextInt(installation.brokers().size())));
        all.add(List.of(installation.database()));
        all.removeIf(victims -> strikes.possible(victims).isEmpty());
        if (all.isEmpty()) throw new IllegalArgumentException("nothing that is drawn from can have such a fault");
        var victims = all.get(random.nextInt(all.size()));
        var possible = strikes.possible(victims);
        strike(possible.get(random.nextInt(possible.size())), victims);
    }

    /** What runs side by side: one broker, and one replica of each service. */
    private List<Victim> machine(int number) {
        var machine = new ArrayList<Victim>();
        machine.add(installation.brokers().get(number));
        for (var service : Installation.SERVICES)
            machine.add(installation.replicas(service).get(number));
        return machine;
    }

    /** All brokers but this one. */
    private List<Victim> majority(int spared) {
        var brokers = new ArrayList<Victim>(installation.brokers());
        brokers.remove(spared);
        return brokers;
    }

    private Duration drawn(List<? extends Victim> victims) {
        return Strikes.isMajority(victims) ? MAJORITY_AWAY : Duration.ofSeconds(6 + random.nextInt(10));
    }

    private void strike(Fault fault, List<? extends Victim> victims) throws InterruptedException {
        var length = fault.lasts() ? drawn(victims) : Duration.ZERO;
        impact.of(victims, fault.inWords(), length, fault == Fault.DRAINED, () -> fault.strike(victims, length));
    }
}
