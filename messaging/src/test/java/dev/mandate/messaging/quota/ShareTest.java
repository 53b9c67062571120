package dev.mandate.messaging.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ShareTest {
    private static final long MIB = 1024 * 1024;
    private static final long SECOND = 1_000_000_000L;
    private static final long START = Long.MAX_VALUE - SECOND; // nanoTime may run over

    private final Share share = new Share(new Quota(MIB, 4 * MIB, 2), START);

    @Test
    void a_burst_is_taken_at_once_and_after_it_what_time_pays_for() {
        for (int i = 0; i < 4; i++) assertThat(share.take(MIB, START)).isZero();
        assertThat(share.take(MIB, START)).isEqualTo(SECOND);
        assertThat(share.take(MIB, START + SECOND)).isZero();
        assertThat(share.take(1, START + SECOND)).isPositive();
    }

    @Test
    void what_is_refused_takes_nothing() {
        assertThat(share.take(4 * MIB, START)).isZero();
        for (int i = 0; i < 100; i++) assertThat(share.take(MIB, START)).isPositive();
        assertThat(share.take(MIB, START + SECOND)).isZero();
    }

    @Test
    void a_long_pause_saves_no_more_than_a_burst() {
        var later = START + 1000 * SECOND;
        assertThat(share.take(4 * MIB, later)).isZero();
        assertThat(share.take(MIB, later)).isEqualTo(SECOND);
    }

    @Test
    void as_many_as_may_are_inside_and_who_leaves_makes_room() {
        assertThat(share.enter()).isTrue();
        assertThat(share.enter()).isTrue();
        assertThat(share.enter()).isFalse();
        share.leave();
        assertThat(share.enter()).isTrue();
    }

    @Test
    void who_only_looks_takes_nothing() {
        assertThat(share.take(4 * MIB, START)).isZero();
        for (int i = 0; i < 100; i++) assertThat(share.until(MIB, START)).isEqualTo(SECOND);
        assertThat(share.until(MIB, START + SECOND)).isZero();
        assertThat(share.take(MIB, START + SECOND)).isZero();
    }

    @Test
    void a_quota_that_lets_nothing_through_is_refused_at_the_start() {
        assertThatThrownBy(() -> new Quota(MIB, 0, 2)).isInstanceOf(IllegalArgumentException.class);
    }
}
