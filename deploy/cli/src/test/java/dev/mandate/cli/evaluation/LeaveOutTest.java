package dev.mandate.cli.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

class LeaveOutTest {
    private static final Score GOOD = new Score(0.95, 0.01, 0.9, 0.02, 0.03);
    private static final BiFunction<Set<String>, String, Score> AS_GOOD = (without, suite) -> GOOD;

    @Test
    void a_suite_is_judged_without_what_is_worth_nothing_on_the_others_though_it_needs_it_itself() {
        var all = Map.of("office", GOOD, "shop", GOOD);
        var without = Map.of(
                "for-office", Map.of("office", found(0.5), "shop", GOOD),
                "for-shop", Map.of("office", GOOD, "shop", found(0.5)),
                "for-both", Map.of("office", found(0.5), "shop", found(0.5)),
                "for-none", Map.of("office", GOOD, "shop", GOOD));
        assertThat(LeaveOut.chosen(all, without, Set.of("shop"), AS_GOOD))
                .as("chosen for the office on the shop")
                .containsExactlyInAnyOrder("for-office", "for-none");
        assertThat(LeaveOut.chosen(all, without, Set.of("office"), AS_GOOD))
                .containsExactlyInAnyOrder("for-shop", "for-none");
        assertThat(LeaveOut.chosen(all, without, Set.of("office", "shop"), AS_GOOD))
                .containsExactly("for-none");
    }

    @Test
    void of_two_that_speak_for_the_same_runs_the_one_that_is_worth_less_is_left_out() {
        var all = Map.of("office", GOOD);
        var without = Map.of(
                "a-colleague", Map.of("office", found(0.94)),
                "an-echo", Map.of("office", found(0.945)),
                "for-none", Map.of("office", GOOD));
        var asked = new ArrayList<Set<String>>();
        assertThat(LeaveOut.chosen(all, without, Set.of("office"), (these, suite) -> {
                    asked.add(these);
                    return these.containsAll(Set.of("a-colleague", "an-echo")) ? found(0.5) : GOOD;
                }))
                .containsExactlyInAnyOrder("for-none", "an-echo");
        assertThat(asked)
                .as("those are tried together first that may go together")
                .startsWith(Set.of("a-colleague", "an-echo", "for-none"));
    }

    @Test
    void two_points_less_found_or_stopped_or_more_alerted_denied_or_held_are_worse() {
        assertThat(found(0.93).worseThan(GOOD))
                .as("two points, though not in doubles")
                .isTrue();
        assertThat(found(0.931).worseThan(GOOD)).isFalse();
        assertThat(new Score(0.95, 0.03, 0.9, 0.02, 0.03).worseThan(GOOD)).isTrue();
        assertThat(new Score(0.95, 0.01, 0.88, 0.02, 0.03).worseThan(GOOD)).isTrue();
        assertThat(new Score(0.95, 0.01, 0.9, 0.04, 0.03).worseThan(GOOD)).isTrue();
        assertThat(new Score(0.95, 0.01, 0.9, 0.02, 0.05).worseThan(GOOD)).isTrue();
        assertThat(new Score(0.95, 0.0299, 0.8801, 0.0399, 0.0499).worseThan(GOOD))
                .isFalse();
    }

    @Test
    void better_is_not_worse() {
        assertThat(new Score(1, 0, 1, 0, 0).worseThan(GOOD)).isFalse();
        assertThat(GOOD.worseThan(GOOD)).isFalse();
    }

    private static Score found(double share) {
        return new Score(share, 0.01, 0.9, 0.02, 0.03);
    }
}
