package dev.mandate.identity.caps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mandate.events.identity.AgentDescription;
import dev.mandate.events.identity.AgentDescription.Autonomy;
import dev.mandate.events.identity.AgentFacts;
import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.identity.TaskCapEvent.Of;
import dev.mandate.events.ids.IdentityId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TaskCapRulesTest {
    private static final IdentityId AGENT = new IdentityId("agt_clerk");
    private static final TaskCap SUPERVISED = cap(Of.AUTONOMY, "SUPERVISED", 60);
    private static final TaskCap AUTONOMOUS = cap(Of.AUTONOMY, "AUTONOMOUS", 15);
    private static final TaskCap OF_AGENT = cap(Of.CLIENT, "agt_clerk", 10);
    private static final TaskCap FINANCE = cap(Of.ROLE, "finance", 5);
    private static final List<TaskCap> ALL = List.of(SUPERVISED, AUTONOMOUS, OF_AGENT, FINANCE);

    @Test
    void the_shortest_of_those_that_hold_counts() {
        var agent = Optional.of(agent(Autonomy.SUPERVISED, true));
        assertThat(TaskCapRules.shortest(ALL, agent, Set.of("agt_clerk"), Optional.of(Set.of("finance", "sales"))))
                .contains(FINANCE);
        assertThat(TaskCapRules.shortest(ALL, agent, Set.of("agt_clerk"), Optional.of(Set.of("sales"))))
                .contains(OF_AGENT);
        assertThat(TaskCapRules.shortest(ALL, agent, Set.of("cli_other"), Optional.of(Set.of())))
                .contains(SUPERVISED);
        assertThat(TaskCapRules.shortest(
                        List.of(AUTONOMOUS, FINANCE), agent, Set.of("agt_other"), Optional.of(Set.of("sales"))))
                .isEmpty();
    }

    @Test
    void what_nobody_has_confirmed_may_be_any() {
        for (var agent : List.of(
                Optional.of(agent(Autonomy.SUPERVISED, false)),
                Optional.of(agent(null, true)),
                Optional.<IdentityState>empty()))
            assertThat(TaskCapRules.shortest(ALL, agent, Set.of(), Optional.of(Set.of())))
                    .contains(AUTONOMOUS);
    }

    @Test
    void whose_roles_are_not_known_may_hold_any() {
        var sales = cap(Of.ROLE, "sales", 20);
        assertThat(TaskCapRules.shortest(List.of(sales, FINANCE), Optional.empty(), Set.of(), Optional.empty()))
                .contains(FINANCE);
    }

    @Test
    void no_task_is_of_an_autonomy_that_there_is_not() {
        assertThatThrownBy(() -> TaskCapRules.check(Of.AUTONOMY, "FREE")).isInstanceOf(IllegalArgumentException.class);
        TaskCapRules.check(Of.ROLE, "FREE");
    }

    private static TaskCap cap(Of of, String name, long minutes) {
        return new TaskCap(of, name, Duration.ofMinutes(minutes));
    }

    private static IdentityState agent(Autonomy autonomy, boolean confirmed) {
        var described = autonomy == null ? null : new AgentDescription(null, null, null, null, autonomy, List.of());
        return IdentityState.agent(AGENT, new IdentityId("per_emil"), "Clerk")
                .agent(new AgentFacts(confirmed, described, null))
                .build();
    }
}
