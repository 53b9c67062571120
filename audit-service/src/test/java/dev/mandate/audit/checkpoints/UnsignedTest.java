package dev.mandate.audit.checkpoints;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class UnsignedTest {
    private static final Instant BEGAN = Instant.parse("2026-11-01T12:00:00Z");
    private static final Duration EVERY = Duration.ofSeconds(30);

    private final Unsigned unsigned = new Unsigned();
    private Instant now = BEGAN;

    private void looks(int many, long signedUpto, String why) {
        for (int look = 0; look < many; look++) {
            unsigned.reached(signedUpto);
            unsigned.stands(now, why);
            now = now.plus(EVERY);
        }
    }

    @Test
    void lines_that_look_after_look_nobody_signs_are_told_with_since_when_and_the_last_reason() {
        unsigned.begins(now);
        looks(2, 7, "another replica has the right");
        looks(3, 7, "a transaction stands open");
        assertThat(unsigned.still(now)).contains(new Unsigned.Still(BEGAN, 5, "a transaction stands open"));
        assertThat(unsigned.lasts(now)).isEqualTo(EVERY.multipliedBy(5));
    }

    @Test
    void a_backlog_that_gets_smaller_is_no_standstill_however_long_it_takes() {
        unsigned.begins(now);
        for (long upto = 10_000; upto < 1_000_000; upto += 10_000) looks(1, upto, "more");
        assertThat(unsigned.still(now)).isEmpty();
        assertThat(unsigned.lasts(now)).isGreaterThan(Duration.ofMinutes(40));
    }

    @Test
    void who_slept_for_an_hour_has_not_seen_that_nothing_was_signed() {
        unsigned.begins(now);
        looks(2, 7, "another replica has the right");
        now = now.plus(Duration.ofHours(1));
        assertThat(unsigned.still(now)).isEmpty();
    }

    @Test
    void quick_looks_wait_until_the_lease_of_one_that_was_killed_is_over() {
        unsigned.begins(now);
        for (int look = 0; look < 60; look++) unsigned.stands(now.plusSeconds(look), "another replica has the right");
        assertThat(unsigned.still(now.plusSeconds(60))).isEmpty();
    }

    @Test
    void once_all_is_signed_nothing_stands_still_and_nothing_waits() {
        unsigned.begins(now);
        looks(9, 7, "a transaction stands open");
        unsigned.none();
        assertThat(unsigned.still(now)).isEmpty();
        assertThat(unsigned.lasts(now)).isZero();
    }
}
