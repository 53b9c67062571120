package dev.mandate.authz.engine.decisions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SecondLooksTest {
    private final ArrayDeque<Runnable> thread = new ArrayDeque<>();
    private final List<String> seen = new ArrayList<>();
    private final SecondLooks looks = new SecondLooks(thread::add);

    @Test
    void whoever_makes_many_keeps_himself_waiting_and_nobody_else() {
        for (var one = 0; one < SecondLooks.MOST_OF_ONE; one++)
            assertThat(look("eve")).isTrue();
        assertThat(look("eve")).isFalse();
        assertThat(look("ada")).isTrue();
        run();
        assertThat(seen).hasSize(SecondLooks.MOST_OF_ONE + 1).startsWith("eve", "ada", "eve");
        assertThat(look("eve")).isTrue();
    }

    @Test
    void one_that_fails_keeps_no_other_from_being_looked_at() {
        looks.look("ada", () -> {
            throw new IllegalStateException("a bug");
        });
        look("ada");
        run();
        assertThat(seen).containsExactly("ada");
    }

    @Test
    void nor_does_one_that_takes_its_thread_with_it() {
        looks.look("ada", () -> {
            throw new OutOfMemoryError("of the test");
        });
        look("ada");
        assertThatThrownBy(this::run).isInstanceOf(OutOfMemoryError.class);
        run();
        assertThat(seen).containsExactly("ada");
    }

    private boolean look(String holder) {
        return looks.look(holder, () -> seen.add(holder));
    }

    private void run() {
        while (!thread.isEmpty()) thread.remove().run();
    }
}
