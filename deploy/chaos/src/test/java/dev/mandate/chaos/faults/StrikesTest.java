package dev.mandate.chaos.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mandate.chaos.installation.Fault;
import dev.mandate.chaos.installation.Victim;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StrikesTest {
    private final Victim broker = victim("broker", EnumSet.allOf(Fault.class));
    private final Victim database = victim("database", EnumSet.of(Fault.KILLED));

    @Test
    void anything_may_happen_to_anybody_unless_something_is_asked_for() {
        assertThat(Strikes.ALL.possible(List.of(broker))).containsExactly(Fault.values());
        assertThat(Strikes.ALL.possible(List.of(database))).containsExactly(Fault.KILLED);
    }

    @Test
    void only_what_is_asked_for_happens_and_to_nobody_else() {
        var strikes = Strikes.of(List.of("broker"), List.of("killed", "disk full"));
        assertThat(strikes.possible(List.of(broker))).containsExactly(Fault.KILLED, Fault.DISK_FULL);
        assertThat(strikes.possible(List.of(database))).isEmpty();
        assertThat(strikes.possible(List.of(broker, database))).isEmpty();
    }

    @Test
    void what_runs_side_by_side_is_a_machine() {
        var strikes = Strikes.of(List.of("machine"), List.of());
        assertThat(strikes.possible(List.of(broker, database))).containsExactly(Fault.values());
        assertThat(strikes.possible(List.of(broker))).isEmpty();
    }

    @Test
    void two_brokers_are_the_majority_and_no_machine() {
        var strikes = Strikes.of(List.of("majority"), List.of("paused"));
        assertThat(strikes.possible(List.of(broker, broker))).containsExactly(Fault.PAUSED);
        assertThat(strikes.possible(List.of(broker))).isEmpty();
        assertThat(strikes.possible(List.of(broker, database))).isEmpty();
    }

    @Test
    void whoever_asks_for_what_there_is_not_is_told_what_there_is() {
        assertThatThrownBy(() -> Strikes.of(List.of("brokers"), List.of()))
                .hasMessageContaining("brokers")
                .hasMessageContaining("audit-service, authz-service, broker, database, gateway");
        assertThatThrownBy(() -> Strikes.of(List.of(), List.of("burnt"))).hasMessageContaining("killed, drained");
    }

    private static Victim victim(String kind, Set<Fault> faults) {
        return new Victim() {
            @Override
            public String name() {
                return kind + " 1";
            }

            @Override
            public String kind() {
                return kind;
            }

            @Override
            public Set<Fault> faults() {
                return faults;
            }

            @Override
            public boolean isAlive() {
                return true;
            }

            @Override
            public void kill() {
                // nothing dies here
            }

            @Override
            public void restart() {
                // nor is started
            }

            @Override
            public boolean isWell() {
                return true;
            }
        };
    }
}
