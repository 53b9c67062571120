package dev.mandate.lifecycle.workers;

import static dev.mandate.lifecycle.workers.HrFacts.adopted;
import static dev.mandate.lifecycle.workers.HrFacts.day;
import static dev.mandate.lifecycle.workers.HrFacts.deprovisioned;
import static dev.mandate.lifecycle.workers.HrFacts.in;
import static dev.mandate.lifecycle.workers.HrFacts.joined;
import static dev.mandate.lifecycle.workers.HrFacts.left;
import static dev.mandate.lifecycle.workers.HrFacts.moved;
import static dev.mandate.lifecycle.workers.HrFacts.rehired;
import static dev.mandate.lifecycle.workers.HrFacts.released;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.lifecycle.AccessState.Employment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HistoryTest {
    private static final List<HrFact> CAREER =
            List.of(joined(1, "sales"), moved(2, "finance"), left(3), rehired(4, "support"));

    @Test
    void a_joiner_is_active_from_his_first_day() {
        var standing = History.fold(List.of(joined(1, "sales")), day(2)).standing();
        assertThat(standing.state()).isEqualTo(Employment.ACTIVE);
        assertThat(standing.employmentFrom()).isEqualTo(day(1));
        assertThat(standing.attributes()).isEqualTo(in("sales"));
    }

    @Test
    void a_mover_keeps_his_employment_and_has_a_new_department_since_the_move() {
        var standing = History.fold(CAREER.subList(0, 2), day(9)).standing();
        assertThat(standing.employmentFrom()).isEqualTo(day(1));
        assertThat(standing.departmentSince()).isEqualTo(day(2));
        assertThat(standing.attributes().department()).isEqualTo("finance");
    }

    @Test
    void a_leaver_stays_known_as_ended() {
        var standing = History.fold(CAREER.subList(0, 3), day(9)).standing();
        assertThat(standing.state()).isEqualTo(Employment.ENDED);
        assertThat(standing.changedAt()).isEqualTo(day(3));
    }

    @Test
    void a_rehire_starts_a_second_employment() {
        var standing = History.fold(CAREER, day(9)).standing();
        assertThat(standing.employment()).isEqualTo(2);
        assertThat(standing.employmentFrom()).isEqualTo(day(4));
    }

    @Test
    void a_full_sync_that_repeats_the_attributes_changes_nothing() {
        var once = History.fold(List.of(joined(1, "sales")), day(9)).standing();
        var again = History.fold(List.of(joined(1, "sales"), moved(2, "sales")), day(9))
                .standing();
        assertThat(again).isEqualTo(once);
    }

    @Test
    void what_lies_ahead_waits_for_its_time() {
        var before = History.fold(List.of(joined(1, "sales"), left(5)), day(4));
        assertThat(before.standing().active()).isTrue();
        assertThat(before.dueAt()).isEqualTo(day(5));
        var after = History.fold(List.of(joined(1, "sales"), left(5)), day(5));
        assertThat(after.standing().active()).isFalse();
        assertThat(after.dueAt()).isNull();
    }

    @Test
    void who_joins_in_the_future_is_pending() {
        var folded = History.fold(List.of(joined(5, "sales")), day(1));
        assertThat(folded.standing().state()).isEqualTo(Employment.PENDING);
        assertThat(folded.dueAt()).isEqualTo(day(5));
    }

    @Test
    void nobody_works_here_before_someone_says_that_he_joined() {
        assertThat(History.fold(List.of(moved(1, "sales"), left(2)), day(9)).standing())
                .isNull();
    }

    @Test
    void a_departure_reported_late_counts_from_when_it_took_effect() {
        var standing = History.fold(List.of(joined(1, "sales"), moved(5, "finance"), left(3)), day(9))
                .standing();
        assertThat(standing.active()).isFalse();
        assertThat(standing.attributes().department()).isEqualTo("sales");
    }

    @Test
    void who_is_adopted_works_here_as_long_as_his_hr_system_and_the_directory_say_so() {
        var adopted = List.of(joined(1, "sales"), adopted(2));
        assertThat(standing(adopted).active()).isTrue();
        assertThat(standing(adopted).employment()).isEqualTo(1);
        assertThat(standing(and(adopted, left(3))).active()).isFalse();

        var ended = standing(and(adopted, deprovisioned(3)));
        assertThat(ended.active()).isFalse();
        assertThat(ended.changedAt()).isEqualTo(day(3));
        assertThat(ended.endedBy()).containsExactly(HrFacts.DIRECTORY);
    }

    @Test
    void where_they_differ_he_does_not_work_here_whoever_speaks_last() {
        var ended = List.of(joined(1, "sales"), adopted(2), deprovisioned(3));
        assertThat(standing(and(ended, rehired(4, "sales"))).active()).isFalse();
        assertThat(standing(and(ended, left(4), rehired(5, "sales"))).active()).isFalse();
        assertThat(standing(and(ended, left(4), adopted(5))).active()).isFalse();
        assertThat(standing(List.of(deprovisioned(1), joined(2, "sales"))).active())
                .isFalse();
    }

    @Test
    void whom_the_directory_takes_back_comes_as_one_who_is_hired_again_with_what_hr_says_of_him_by_then() {
        var back = standing(List.of(joined(1, "sales"), adopted(2), deprovisioned(3), moved(4, "finance"), adopted(5)));
        assertThat(back.active()).isTrue();
        assertThat(back.employment()).isEqualTo(2);
        assertThat(back.employmentFrom()).isEqualTo(day(5));
        assertThat(back.attributes().department()).isEqualTo("finance");
    }

    @Test
    void whom_a_directory_releases_is_his_hr_systems_alone() {
        var ended = List.of(joined(1, "sales"), adopted(2), deprovisioned(3));
        assertThat(standing(and(ended, released(4))).active()).isTrue();
        assertThat(standing(and(ended, left(4), released(5))).active()).isFalse();
        assertThat(standing(and(ended, released(4))).endedBy()).isEmpty();
    }

    private static WorkerSnapshot standing(List<HrFact> facts) {
        return History.fold(facts, day(9)).standing();
    }

    private static List<HrFact> and(List<HrFact> facts, HrFact... more) {
        return Stream.concat(facts.stream(), Stream.of(more)).toList();
    }

    @Test
    void every_order_of_delivery_gives_the_same_worker() {
        var expected = History.fold(CAREER, day(9));
        var orders = permutations(CAREER);
        assertThat(orders).hasSize(24);
        for (var order : orders) {
            assertThat(delivered(order, 9)).as("%s", order).isEqualTo(expected);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void any_history_in_any_order_gives_the_same_worker(long seed) {
        var random = new Random(seed);
        var facts = new ArrayList<HrFact>();
        var departments = List.of("sales", "finance", "support");
        for (int i = 0; i < 1 + random.nextInt(8); i++) {
            var day = random.nextInt(10);
            var department = departments.get(random.nextInt(3));
            facts.add(
                    switch (random.nextInt(7)) {
                        case 0 -> joined(day, department);
                        case 1 -> moved(day, department);
                        case 2 -> left(day);
                        case 3 -> adopted(day);
                        case 4 -> deprovisioned(day);
                        case 5 -> released(day);
                        default -> rehired(day, department);
                    });
        }
        var ids = new HashSet<String>();
        facts.removeIf(fact -> !ids.add(fact.id())); // one content for an id, as the inbox makes sure
        var expected = History.fold(facts, day(6));
        var shuffled = new ArrayList<>(facts);
        Collections.shuffle(shuffled, random);
        assertThat(delivered(shuffled, 6)).isEqualTo(expected);
    }

    static LongStream seeds() {
        return new Random(20261125).longs(300);
    }

    /** As the service does it: continues from what it has where it may, and folds the whole history where it may not. */
    private static History.Folded delivered(List<HrFact> order, int day) {
        var known = new ArrayList<HrFact>();
        var folded = new History.Folded(null, null, null);
        for (var fact : order) {
            known.add(fact);
            folded = folded.mayContinueWith(List.of(fact), day(day))
                    ? History.fold(folded.standing(), folded.last(), List.of(fact), day(day))
                    : History.fold(known, day(day));
        }
        return folded;
    }

    private static List<List<HrFact>> permutations(List<HrFact> facts) {
        if (facts.isEmpty()) return List.of(List.of());
        var all = new ArrayList<List<HrFact>>();
        for (var first : facts) {
            var others = new ArrayList<>(facts);
            others.remove(first);
            for (var tail : permutations(others)) {
                var order = new ArrayList<HrFact>();
                order.add(first);
                order.addAll(tail);
                all.add(order);
            }
        }
        return all;
    }
}
