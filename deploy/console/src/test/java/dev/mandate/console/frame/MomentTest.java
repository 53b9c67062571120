package dev.mandate.console.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MomentTest {
    private static final InstantSource NOON = InstantSource.fixed(Instant.parse("2026-11-27T12:00:00Z"));

    @ParameterizedTest
    @CsvSource({
        "2026-11-27T12:00:03Z, now",
        "2026-11-27T11:59:57Z, just now",
        "2026-11-27T12:00:40Z, in 40 seconds",
        "2026-11-27T12:14:10Z, in 14 minutes",
        "2026-11-27T11:58:00Z, 2 minutes ago",
        "2026-11-27T10:00:00Z, 2 hours ago",
        "2026-11-28T11:00:00Z, in 23 hours",
        "2026-12-11T12:00:00Z, in 14 days"
    })
    void a_time_is_said_as_people_say_it(String at, String says) {
        assertThat(Moment.of(at, NOON).says()).isEqualTo(says);
    }

    @ParameterizedTest
    @CsvSource("2026-11-27T12:00:03Z, '27 November 2026, 12:00:03 UTC'")
    void and_the_exact_one_stands_beside_it(String at, String title) {
        assertThat(Moment.of(at, NOON).title()).isEqualTo(title);
        assertThat(Moment.of(at, NOON).exact()).isEqualTo(at);
    }
}
