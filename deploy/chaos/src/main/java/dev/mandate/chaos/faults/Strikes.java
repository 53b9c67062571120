package dev.mandate.chaos.faults;

import dev.mandate.chaos.installation.Broker;
import dev.mandate.chaos.installation.Database;
import dev.mandate.chaos.installation.Fault;
import dev.mandate.chaos.installation.Installation;
import dev.mandate.chaos.installation.Victim;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is drawn from.
 *
 * @param kinds of victims, {@link #MACHINE} for what runs side by side, {@link #MAJORITY} for most brokers; empty for all
 * @param faults empty for all
 */
public record Strikes(Set<String> kinds, Set<Fault> faults) {
    public static final Strikes ALL = new Strikes(Set.of(), Set.of());
    /** One broker, and one replica of each service. */
    static final String MACHINE = "machine";
    /** Two of three brokers: nothing can be written, and nobody leads the controllers. */
    static final String MAJORITY = "majority";

    public Strikes {
        var unknown = new TreeSet<>(kinds);
        unknown.removeAll(known());
        if (!unknown.isEmpty())
            throw new IllegalArgumentException("nothing here is called " + String.join(", ", unknown) + "; there are "
                    + String.join(", ", known()));
        kinds = Set.copyOf(kinds);
        faults = Set.copyOf(faults);
    }

    /** @param faults as they are told of, such as {@code disk full} */
    public static Strikes of(Collection<String> kinds, Collection<String> faults) {
        return new Strikes(
                Set.copyOf(kinds), faults.stream().map(Strikes::fault).collect(Collectors.toSet()));
    }

    private static Fault fault(String words) {
        return Arrays.stream(Fault.values())
                .filter(fault -> fault.inWords().equals(words))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no fault is called " + words + "; there are "
                        + Arrays.stream(Fault.values()).map(Fault::inWords).collect(Collectors.joining(", "))));
    }

    private static Set<String> known() {
        return Stream.concat(
                        Stream.of(MACHINE, MAJORITY, Broker.KIND, Database.KIND),
                        Installation.SERVICES.stream().map(service -> service.title()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String kind(List<? extends Victim> victims) {
        if (victims.size() == 1) return victims.get(0).kind();
        return isMajority(victims) ? MAJORITY : MACHINE;
    }

    static boolean isMajority(List<? extends Victim> victims) {
        return victims.size() > 1
                && victims.stream().allMatch(victim -> victim.kind().equals(Broker.KIND));
    }

    /** What may be done to these, in the order of {@link Fault}; empty where they aren't drawn. */
    List<Fault> possible(List<? extends Victim> victims) {
        if (!kinds.isEmpty() && !kinds.contains(kind(victims))) return List.of();
        return victims.get(0).faults().stream()
                .filter(fault -> faults.isEmpty() || faults.contains(fault))
                .toList();
    }
}
