package dev.mandate.messaging.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.junit.jupiter.api.Test;

class LoopsAliveTest {
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private final Executor free = Runnable::run;
    private final Executor held = waiting::add;
    private final LoopsAlive alive = new LoopsAlive(List.of(free, held));

    @Test
    void a_loop_that_does_nothing_that_it_is_asked_to_is_told() {
        look(LoopsAlive.LOOKS);
        assertThat(answer().getStatus()).as("it may only be busy").isEqualTo(HealthCheckResponse.Status.UP);
        look(1);
        assertThat(answer().getStatus()).isEqualTo(HealthCheckResponse.Status.DOWN);
        assertThat(answer().getData())
                .hasValueSatisfying(
                        data -> assertThat(data).containsEntry("all", 2L).containsEntry("standing still", 1L));
        assertThat(waiting).as("it is asked once, however long it stands").hasSize(1);
    }

    @Test
    void one_that_was_only_busy_is_alive_again() {
        look(LoopsAlive.LOOKS + 1);
        waiting.remove().run();
        look(1);
        assertThat(answer().getStatus()).isEqualTo(HealthCheckResponse.Status.UP);
    }

    private void look(int times) {
        for (int i = 0; i < times; i++) alive.look();
    }

    private HealthCheckResponse answer() {
        return alive.call().await().indefinitely();
    }
}
