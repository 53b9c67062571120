package dev.mandate.chaos;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.mandate.chaos.faults.Strikes;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PlanTest {
    @Test
    void as_many_events_as_are_kept_in_memory_may_be_asked_for_and_no_more() {
        assertThatNoException().isThrownBy(() -> plan(555));
        assertThatIllegalArgumentException().isThrownBy(() -> plan(556)).withMessageContaining("2,000,000 at most");
    }

    private static Plan plan(int eventsASecond) {
        return new Plan(1, Duration.ofHours(1), eventsASecond, 12, Strikes.ALL, Plan.AS_LONG_AS_IT_TAKES);
    }
}
