package dev.mandate.messaging.follower;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetriesTest {
    @Test
    void each_pause_is_twice_the_one_before_and_a_minute_at_most() {
        var retries = new Retries(8, Duration.ofSeconds(10));
        assertThat(retries.after(1)).isEqualTo(Duration.ofSeconds(10));
        assertThat(retries.after(3)).isEqualTo(Duration.ofSeconds(40));
        assertThat(retries.after(4)).isEqualTo(Duration.ofMinutes(1));
        assertThat(retries.after(1_000)).isEqualTo(Duration.ofMinutes(1));
        assertThat(retries.longest()).isEqualTo(Duration.ofSeconds(10 + 20 + 40 + 4 * 60));
    }

    @Test
    void what_is_tried_once_waits_for_nothing() {
        assertThat(new Retries(1, Duration.ofSeconds(10)).longest()).isZero();
    }
}
