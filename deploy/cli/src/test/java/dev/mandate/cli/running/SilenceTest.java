package dev.mandate.cli.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SilenceTest {
    private static final Duration LOOK = Duration.ofSeconds(5);

    private final Silence silence = new Silence();
    private long pid = 1;
    private Duration cpu = Duration.ZERO;

    @Test
    void one_that_stands_still_is_lost_after_half_a_minute_and_not_before() {
        silence.alive(pid, LOOK);
        assertThat(untilLost(Duration.ZERO)).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void one_that_works_and_does_not_answer_is_waited_for_longer() {
        silence.alive(pid, LOOK);
        assertThat(untilLost(Duration.ofSeconds(1))).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void one_that_starts_on_a_slow_machine_has_ten_minutes_as_long_as_it_works() {
        assertThat(untilLost(Duration.ofMillis(300))).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void one_that_stands_still_before_it_was_alive_has_two_minutes() {
        assertThat(untilLost(Duration.ZERO)).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void a_pause_between_two_answers_loses_nobody() {
        for (int i = 0; i < 100; i++) {
            silence.alive(pid, LOOK);
            for (int look = 0; look < 5; look++)
                assertThat(silence.notAlive(pid, cpu, LOOK)).isEmpty();
        }
    }

    @Test
    void each_time_it_is_lost_it_is_waited_for_twice_as_long_until_it_has_lived_for_a_while() {
        silence.alive(pid, LOOK);
        assertThat(untilLost(Duration.ZERO)).isEqualTo(Duration.ofSeconds(30));
        for (var patience : new int[] {60, 120, 240, 480, 480}) {
            comesBack();
            assertThat(untilLost(Duration.ZERO)).isEqualTo(Duration.ofSeconds(patience));
        }
        comesBack();
        for (int i = 0; i < 130; i++) silence.alive(pid, LOOK);
        assertThat(untilLost(Duration.ZERO)).isEqualTo(Duration.ofSeconds(30));
    }

    private void comesBack() {
        pid++;
        cpu = Duration.ZERO;
        silence.alive(pid, LOOK);
    }

    /** @param works of the processor between two looks */
    private Duration untilLost(Duration works) {
        for (; ; ) {
            cpu = cpu.plus(works);
            var lost = silence.notAlive(pid, cpu, LOOK);
            if (lost.isPresent()) return lost.get();
        }
    }
}
