package dev.mandate.audit.judging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.audit.risk.Hindrance;
import dev.mandate.audit.risk.Hindrance.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StillnessTest {
    private static final Instant BEGIN = Instant.parse("2026-01-15T10:00:00Z");
    private static final Hindrance RESTORES = new Hindrance(Kind.RESTORES, "tasks read their state");
    private static final Hindrance REBALANCES = new Hindrance(Kind.REBALANCES, "tasks are being divided");

    private final Stillness stillness = new Stillness();

    private static Instant second(int number) {
        return BEGIN.plusSeconds(number);
    }

    private Optional<String> look(int second, int until, Hindrance why) {
        return stillness.look(second(second), second(until), () -> why);
    }

    @Test
    void while_it_advances_nothing_is_told_however_far_behind_it_is() {
        for (int at = 0; at < 60; at++) {
            assertThat(look(at, at - 3600, RESTORES)).isEmpty();
            assertThat(stillness.still()).isZero();
        }
    }

    @Test
    void that_it_stands_still_is_told_within_ten_seconds_in_one_line_with_the_reason() {
        look(0, -1, RESTORES);
        for (int at = 1; at < 8; at++) assertThat(look(at, -1, RESTORES)).isEmpty();
        assertThat(look(8, -1, RESTORES))
                .contains("judging stands still since 2026-01-15T10:00:00Z, for 8 s: tasks read their state");
        assertThat(look(9, -1, RESTORES)).isEmpty();
        assertThat(stillness.still()).isEqualTo(Duration.ofSeconds(9));
        assertThat(stillness.why()).isEqualTo("tasks read their state");
    }

    @Test
    void another_reason_is_told_at_once_and_the_same_one_each_minute() {
        look(0, -1, RESTORES);
        int told = 0;
        for (int at = 1; at <= 100; at++)
            if (look(at, -1, at < 30 ? RESTORES : REBALANCES).isPresent()) told++;
        assertThat(told).isEqualTo(3); // at 8 s, at 30 s, at 90 s
    }

    @Test
    void that_it_goes_on_is_told_once_with_how_long_it_stood() {
        look(0, -1, RESTORES);
        for (int at = 1; at <= 20; at++) look(at, -1, RESTORES);
        assertThat(look(21, 5, RESTORES)).contains("judging goes on, after 20 s");
        assertThat(stillness.still()).isZero();
        assertThat(stillness.why()).isEmpty();
        assertThat(look(22, 6, RESTORES)).isEmpty();
    }

    @Test
    void who_was_asleep_himself_takes_that_for_no_standstill() {
        look(0, 0, RESTORES);
        look(1, 1, RESTORES);
        assertThat(look(61, 1, RESTORES)).isEmpty();
        assertThat(look(62, 61, RESTORES)).isEmpty();
    }
}
