package dev.mandate.bench.sequences;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class MeasuredTest {
    private static final long TWO_SECONDS = 2_000_000_000L;

    @Test
    void what_a_job_read_after_it_was_warm_is_told_by_the_second_and_by_the_call() throws Exception {
        var measured = Measured.of(10_000, 6_000, TWO_SECONDS, Duration.ofMillis(300));
        assertThat(measured.perSecond()).isEqualTo(3_000);
        assertThat(measured.cpuMicros()).isEqualTo(50);
        assertThat(measured.cores()).isCloseTo(0.15, within(1e-9));
        assertThat(measured.percentOf(new Measured(6_000, 10))).isEqualTo(50);
    }

    @Test
    void a_job_that_commits_all_at_once_is_refused_in_words_and_has_no_ratio_that_is_no_number() {
        assertThatThrownBy(() -> Measured.of(10_000, 0, 0, Duration.ZERO))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("10000 of 10000 calls were done")
                .hasMessageContaining("-Dsequences.calls=");
        assertThatThrownBy(() -> Measured.of(10_000, 500, 1, Duration.ZERO)).hasMessageContaining("9500 of 10000");
    }
}
