package dev.mandate.identity.signals;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class StreamRowTest {
    private static final Instant BEGIN = Instant.parse("2026-11-27T12:00:00Z");
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final StreamRow row = StreamRow.of("str_1", "cli_1", BEGIN);

    @Test
    void who_was_served_goes_behind_those_that_wait() {
        var later = BEGIN.plusSeconds(5);
        row.released(later, true);
        assertThat(row.nextAttemptAt).isEqualTo(later);
    }

    @Test
    void who_failed_after_he_was_served_waits_as_for_the_first_time() {
        row.failed(BEGIN, LONGEST);
        row.failed(BEGIN.plusSeconds(1), LONGEST);
        var due = row.nextAttemptAt;
        row.released(BEGIN.plusSeconds(1), true);
        assertThat(row.nextAttemptAt).isEqualTo(due);
        row.failed(due, LONGEST);
        assertThat(row.nextAttemptAt).isEqualTo(due.plusSeconds(1));
    }

    @Test
    void who_took_nothing_waits_longer_each_time() {
        row.failed(BEGIN, LONGEST);
        row.released(BEGIN, false);
        row.failed(BEGIN.plusSeconds(1), LONGEST);
        assertThat(row.nextAttemptAt).isEqualTo(BEGIN.plusSeconds(3));
    }

    @Test
    void each_wait_is_twice_the_one_before_and_none_is_longer_than_the_longest() {
        for (var seconds : new long[] {1, 2, 4, 8, 10, 10}) {
            row.failed(BEGIN, Duration.ofSeconds(10));
            assertThat(row.nextAttemptAt).isEqualTo(BEGIN.plusSeconds(seconds));
        }
        row.attemptAgain(BEGIN);
        assertThat(row.nextAttemptAt).isEqualTo(BEGIN);
    }
}
