package dev.mandate.messaging.follower;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {
    @Test
    void each_pause_is_twice_the_one_before_and_a_minute_at_most() {
        var backoff = new Backoff(Duration.ofSeconds(10));
        assertThat(backoff.after(1)).isEqualTo(Duration.ofSeconds(10));
        assertThat(backoff.after(3)).isEqualTo(Duration.ofSeconds(40));
        assertThat(backoff.after(4)).isEqualTo(Duration.ofMinutes(1));
        assertThat(backoff.after(1_000)).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void no_pause_at_all_is_refused_since_nothing_would_end_it() {
        assertThatThrownBy(() -> new Backoff(Duration.ZERO)).hasMessageContaining("longer than 0s");
    }
}
