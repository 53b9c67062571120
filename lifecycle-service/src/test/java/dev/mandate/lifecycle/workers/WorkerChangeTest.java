package dev.mandate.lifecycle.workers;

import static dev.mandate.lifecycle.workers.HrFacts.adopted;
import static dev.mandate.lifecycle.workers.HrFacts.day;
import static dev.mandate.lifecycle.workers.HrFacts.deprovisioned;
import static dev.mandate.lifecycle.workers.HrFacts.joined;
import static dev.mandate.lifecycle.workers.HrFacts.left;
import static dev.mandate.lifecycle.workers.HrFacts.moved;
import static dev.mandate.lifecycle.workers.HrFacts.rehired;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.lifecycle.WorkerEvent;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkerChangeTest {
    private static final IdentityId ADA = new IdentityId("per_ada");

    @Test
    void a_joiner_is_told_once() {
        assertThat(told(List.of(), List.of(joined(1, "sales")))).containsExactly(WorkerEvent.Joined.class);
    }

    @Test
    void a_mover_is_told_with_his_new_attributes() {
        assertThat(told(List.of(joined(1, "sales")), List.of(joined(1, "sales"), moved(2, "finance"))))
                .containsExactly(WorkerEvent.Moved.class);
    }

    @Test
    void who_joined_and_left_before_we_heard_of_him_is_told_as_both() {
        assertThat(told(List.of(), List.of(joined(1, "sales"), left(2))))
                .containsExactly(WorkerEvent.Joined.class, WorkerEvent.Left.class);
    }

    @Test
    void a_departure_and_rehire_between_two_looks_are_told_as_both_so_that_nothing_of_before_stays() {
        assertThat(told(List.of(joined(1, "sales")), List.of(joined(1, "sales"), left(2), rehired(3, "sales"))))
                .containsExactly(WorkerEvent.Left.class, WorkerEvent.Rehired.class);
    }

    @Test
    void who_joins_in_the_future_is_not_told_yet() {
        assertThat(told(List.of(), List.of(joined(100, "sales")))).isEmpty();
    }

    @Test
    void who_has_left_and_is_ended_by_his_directory_too_is_not_told_twice() {
        var left = List.of(joined(1, "sales"), adopted(2), left(3));
        assertThat(told(left, List.of(joined(1, "sales"), adopted(2), left(3), deprovisioned(4))))
                .isEmpty();
    }

    @Test
    void whom_a_directory_ends_and_takes_back_leaves_and_is_hired_again() {
        var adopted = List.of(joined(1, "sales"), adopted(2));
        var ended = List.of(joined(1, "sales"), adopted(2), deprovisioned(3));
        assertThat(told(adopted, ended)).containsExactly(WorkerEvent.Left.class);
        assertThat(told(ended, List.of(joined(1, "sales"), adopted(2), deprovisioned(3), adopted(4))))
                .containsExactly(WorkerEvent.Rehired.class);
    }

    private static List<Class<?>> told(List<HrFact> before, List<HrFact> after) {
        var change = new WorkerChange(
                ADA,
                "e1",
                History.fold(before, day(50)).standing(),
                History.fold(after, day(50)).standing());
        return change.facts().stream().<Class<?>>map(Object::getClass).toList();
    }
}
