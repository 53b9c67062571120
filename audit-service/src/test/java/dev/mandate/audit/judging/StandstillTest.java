package dev.mandate.audit.judging;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class StandstillTest {
    private static final Instant BEGIN = Instant.parse("2026-01-15T10:00:00Z");

    private final Standstill standstill = new Standstill();

    private static Instant second(int number) {
        return BEGIN.plusSeconds(number);
    }

    @Test
    void a_job_that_vouches_does_not_stand_still_whatever_failed() {
        for (int at = 0; at < 120; at++)
            assertThat(standstill.is(second(at), second(at), 0, second(at))).isFalse();
    }

    @Test
    void a_job_that_neither_vouches_nor_processes_stands_still_after_half_a_minute() {
        for (int at = 0; at <= 30; at++)
            assertThat(standstill.is(second(at), BEGIN, 7, null)).isFalse();
        assertThat(standstill.is(second(31), BEGIN, 7, null)).isTrue();
        assertThat(standstill.is(second(32), second(32), 7, null)).isFalse();
    }

    @Test
    void a_job_that_has_much_to_read_does_not_stand_still_while_it_reads() {
        for (int at = 0; at < 600; at++)
            assertThat(standstill.is(second(at), BEGIN, at, null)).isFalse();
    }

    @Test
    void a_job_that_fails_on_the_same_records_again_and_again_stands_still_however_often_it_reads_them() {
        for (int at = 0; at <= 30; at++)
            assertThat(standstill.is(second(at), BEGIN, at, second(at))).isFalse();
        for (int at = 31; at < 120; at++)
            assertThat(standstill.is(second(at), BEGIN, at, second(at / 10 * 10)))
                    .isTrue();
    }

    @Test
    void one_failure_of_long_ago_is_no_standstill_while_it_reads() {
        for (int at = 0; at < 120; at++) standstill.is(second(at), BEGIN, at, BEGIN);
        assertThat(standstill.is(second(121), BEGIN, 121, BEGIN)).isFalse();
    }
}
