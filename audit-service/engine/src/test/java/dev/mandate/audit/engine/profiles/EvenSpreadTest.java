package dev.mandate.audit.engine.profiles;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EvenSpreadTest {
    private static final int KINDS = 20;

    /** Twenty kinds of task, each played forty times. */
    private static Map<String, Double> played() {
        return counts(40);
    }

    private static Map<String, Double> counts(double each) {
        var counts = new HashMap<String, Double>();
        for (int kind = 0; kind < KINDS; kind++) counts.put("kind" + kind, each);
        return counts;
    }

    private static Set<String> strange(Map<String, Double> counts, String kind) {
        return EvenSpread.of(played(), List.of(Map.entry("argument", counts)))
                .strangeTo(played().getOrDefault(kind, 0.0), any -> counts.getOrDefault(kind, 0.0));
    }

    @Test
    void what_turns_up_now_and_then_in_every_kind_of_task_travels() {
        var counts = counts(3);
        counts.put("kind3", 5.0);
        counts.put("kind4", 1.0);
        assertThat(strange(counts, "kind7")).containsExactly("argument");
    }

    @Test
    void what_gathers_in_the_kinds_that_need_it_does_not_though_all_use_it_now_and_then() {
        var counts = counts(2);
        for (int kind = 0; kind < 4; kind++) counts.put("kind" + kind, 25.0);
        assertThat(strange(counts, "kind7")).isEmpty();
    }

    @Test
    void a_kind_of_task_that_asks_for_it_is_no_cover_for_the_others_and_is_free_itself() {
        var counts = counts(3);
        counts.put("kind0", 38.0);
        assertThat(strange(counts, "kind7")).containsExactly("argument");
        assertThat(strange(counts, "kind0")).isEmpty();
    }

    @Test
    void a_kind_of_task_that_nobody_knows_is_not_exempt() {
        assertThat(strange(counts(3), "new")).containsExactly("argument");
    }

    @Test
    void a_handful_of_occurrences_says_nothing() {
        var counts = new HashMap<String, Double>();
        for (int kind = 0; kind < 7; kind++) counts.put("kind" + kind, 1.0);
        assertThat(strange(counts, "kind9")).isEmpty();
    }

    @Test
    void few_kinds_of_task_say_nothing() {
        var few = Map.of("a", 40.0, "b", 40.0, "c", 40.0, "d", 40.0);
        var counts = Map.of("a", 4.0, "b", 4.0, "c", 4.0, "d", 4.0);
        assertThat(EvenSpread.of(few, List.of(Map.entry("argument", counts))).strangeTo(40, counts::get))
                .isEmpty();
    }
}
