package dev.mandate.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RestartPauseTest {
    private static final Duration SHORT = Duration.ofSeconds(3);

    private final RestartPause pause = new RestartPause();

    @Test
    void the_first_end_costs_no_wait() {
        assertThat(pause.beforeNext()).isZero();
        pause.ended(SHORT);
        assertThat(pause.beforeNext()).isZero();
    }

    @Test
    void each_further_short_life_doubles_the_wait_up_to_a_minute() {
        pause.ended(SHORT);
        var waits = IntStream.range(0, 40)
                .mapToLong(life -> {
                    pause.ended(SHORT);
                    return pause.beforeNext().toSeconds();
                })
                .toArray();
        assertThat(waits).startsWith(1, 2, 4, 8, 16, 32, 60, 60).endsWith(60);
    }

    @Test
    void asking_meanwhile_puts_nothing_off() {
        pause.ended(SHORT);
        pause.ended(SHORT);
        IntStream.range(0, 1000).forEach(asked -> assertThat(pause.beforeNext()).isEqualTo(Duration.ofSeconds(1)));
    }

    @Test
    void a_long_life_forgets_the_short_ones_before_it() {
        IntStream.range(0, 10).forEach(life -> pause.ended(SHORT));
        pause.ended(Duration.ofHours(1));
        assertThat(pause.beforeNext()).isZero();
    }
}
