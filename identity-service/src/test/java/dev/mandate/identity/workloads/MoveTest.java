package dev.mandate.identity.workloads;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.identity.WorkloadFacts.Status;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MoveTest {
    private static final Map<Move, Set<Status>> LEGAL = Map.of(
            Move.ACTIVATE, Set.of(Status.STAGED),
            Move.SUSPEND, Set.of(Status.ACTIVE, Status.SUSPENDED),
            Move.RESUME, Set.of(Status.SUSPENDED),
            Move.RETIRE, Set.of(Status.ACTIVE, Status.SUSPENDED),
            Move.DELETE, Set.of(Status.STAGED, Status.RETIRED));

    @Test
    void every_move_that_is_not_legal_is_refused_with_where_it_began() {
        for (var move : Move.values())
            for (var status : Status.values()) {
                var illegal = new WorkloadRefusal.IllegalMove(status, move);
                assertThat(move.from(status, true).<Object>fold(to -> "legal", refused -> refused))
                        .as("%s from %s", move, status)
                        .isEqualTo(LEGAL.get(move).contains(status) ? "legal" : illegal);
            }
    }

    @Test
    void nothing_leads_out_of_deleted_and_only_deletion_out_of_retired() {
        for (var move : Move.values()) {
            assertThat(leads(move, Status.DELETED)).isFalse();
            assertThat(leads(move, Status.RETIRED)).isEqualTo(move == Move.DELETE);
        }
    }

    @Test
    void what_nobody_answers_for_is_not_put_into_use_and_everything_else_is_possible() {
        for (var move : EnumSet.allOf(Move.class)) {
            var from = LEGAL.get(move).iterator().next();
            var needsOwner = move == Move.ACTIVATE || move == Move.RESUME;
            assertThat(move.from(from, false).<Object>fold(to -> "legal", refused -> refused))
                    .isEqualTo(needsOwner ? new WorkloadRefusal.NobodyAnswers() : "legal");
        }
    }

    private static boolean leads(Move move, Status from) {
        return move.from(from, true).fold(to -> true, refused -> false);
    }
}
