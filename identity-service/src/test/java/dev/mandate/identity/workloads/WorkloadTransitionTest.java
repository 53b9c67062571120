package dev.mandate.identity.workloads;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.identity.WorkloadFacts.Status;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WorkloadTransitionTest {
    private static final Map<WorkloadTransition, Set<Status>> LEGAL = Map.of(
            WorkloadTransition.ACTIVATE, Set.of(Status.STAGED),
            WorkloadTransition.SUSPEND, Set.of(Status.ACTIVE, Status.SUSPENDED),
            WorkloadTransition.RESUME, Set.of(Status.SUSPENDED),
            WorkloadTransition.RETIRE, Set.of(Status.ACTIVE, Status.SUSPENDED),
            WorkloadTransition.DELETE, Set.of(Status.STAGED, Status.RETIRED));

    @Test
    void every_move_that_is_not_legal_is_refused_with_where_it_began() {
        for (var transition : WorkloadTransition.values())
            for (var status : Status.values()) {
                var illegal = new WorkloadRefusal.IllegalTransition(status, transition);
                assertThat(transition.from(status, true).<Object>fold(to -> "legal", refused -> refused))
                        .as("%s from %s", transition, status)
                        .isEqualTo(LEGAL.get(transition).contains(status) ? "legal" : illegal);
            }
    }

    @Test
    void nothing_leads_out_of_deleted_and_only_deletion_out_of_retired() {
        for (var transition : WorkloadTransition.values()) {
            assertThat(leads(transition, Status.DELETED)).isFalse();
            assertThat(leads(transition, Status.RETIRED)).isEqualTo(transition == WorkloadTransition.DELETE);
        }
    }

    @Test
    void what_nobody_answers_for_is_not_put_into_use_and_everything_else_is_possible() {
        for (var transition : EnumSet.allOf(WorkloadTransition.class)) {
            var from = LEGAL.get(transition).iterator().next();
            var needsOwner = transition == WorkloadTransition.ACTIVATE || transition == WorkloadTransition.RESUME;
            assertThat(transition.from(from, false).<Object>fold(to -> "legal", refused -> refused))
                    .isEqualTo(needsOwner ? new WorkloadRefusal.NobodyAnswers() : "legal");
        }
    }

    private static boolean leads(WorkloadTransition transition, Status from) {
        return transition.from(from, true).fold(to -> true, refused -> false);
    }
}
