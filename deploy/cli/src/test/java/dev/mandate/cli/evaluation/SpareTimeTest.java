package dev.mandate.cli.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpareTimeTest {
    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
    private final SpareTime spare = new SpareTime(waiting::add, 2);
    private final List<String> done = new ArrayList<>();

    private String work(String name) {
        done.add(name);
        return name;
    }

    @Test
    void work_waits_for_a_thread_that_has_nothing_else_to_do() {
        var given = spare.later(() -> work("given"));
        assertThat(done).isEmpty();
        waiting.remove().run();
        assertThat(SpareTime.outcome(given)).isEqualTo("given");
    }

    @Test
    void whoever_needs_it_first_does_it_himself_and_it_is_done_once() {
        var given = spare.later(() -> work("given"));
        assertThat(SpareTime.needed(given)).isEqualTo("given");
        waiting.remove().run();
        assertThat(done).containsExactly("given");
    }

    @Test
    void what_is_needed_before_long_is_done_before_the_rest() {
        spare.later(() -> work("later"));
        spare.soon(() -> work("soon"));
        while (!waiting.isEmpty()) waiting.remove().run();
        assertThat(done).containsExactly("soon", "later");
    }

    @Test
    void what_there_is_no_room_for_is_done_at_once_until_some_of_the_others_have_begun() {
        for (var name : List.of("first", "second", "third")) spare.later(() -> work(name));
        assertThat(done).containsExactly("third");
        waiting.remove().run();
        spare.later(() -> work("fourth"));
        assertThat(done).containsExactly("third", "first");
    }

    @Test
    void what_fails_fails_for_whoever_asks_for_it() {
        var given = spare.later(() -> {
            throw new IllegalStateException("a bug");
        });
        waiting.remove().run();
        assertThatThrownBy(() -> SpareTime.outcome(given))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a bug");
    }
}
