package dev.mandate.authz.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimeRangeTest {
    private static final String SETTING = "mandate.decisions.freshness-bound";

    @ParameterizedTest
    @ValueSource(strings = {"PT1S", "PT30S", "PT10M"})
    void a_time_within_it_is_taken_as_it_is(Duration within) {
        assertThat(TimeRange.FRESHNESS.of(SETTING, within)).isEqualTo(within);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S", "PT0.999S", "PT10M0.001S", "P30D"})
    void a_time_beyond_it_is_refused_with_where_it_may_be(Duration beyond) {
        assertThatThrownBy(() -> TimeRange.FRESHNESS.of(SETTING, beyond))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(SETTING + " is 1 s to 10 min, and was set to P");
    }

    @Test
    void nobody_is_kept_waiting_for_longer_than_a_minute_and_nobody_needs_to_be() {
        assertThat(TimeRange.PATIENCE.of("mandate.outcomes.timeout", Duration.ZERO))
                .isZero();
        assertThatThrownBy(() -> TimeRange.PATIENCE.of("mandate.outcomes.timeout", Duration.ofSeconds(61)))
                .hasMessage("mandate.outcomes.timeout is 0 s to 1 min, and was set to PT1M1S");
    }
}
