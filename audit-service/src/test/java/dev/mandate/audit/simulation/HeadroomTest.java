package dev.mandate.audit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.MemoryUsage;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeadroomTest {
    @Test
    void there_is_room_until_the_last_collection_left_more_than_85_percent_alive() {
        assertThat(after(84).isLeft()).isTrue();
        assertThat(after(86).isLeft()).isFalse();
    }

    @Test
    void a_collector_that_does_not_say_keeps_nobody_from_simulating() {
        assertThat(new Headroom(List.of(() -> null, () -> new MemoryUsage(-1, 50, 50, -1))).isLeft())
                .isTrue();
    }

    @Test
    void of_this_process_something_is_known() {
        assertThat(new Headroom().isLeft()).isTrue();
    }

    private static Headroom after(long percent) {
        return new Headroom(List.of(() -> new MemoryUsage(-1, percent, 100, 100)));
    }
}
