package dev.mandate.audit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.MemoryUsage;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HeadroomTest {
    private @Nullable MemoryUsage alive = used(10);
    private final Headroom headroom = new Headroom(List.of(() -> alive));

    @Test
    void there_is_room_until_a_collection_leaves_more_than_85_percent_alive() {
        alive = used(84);
        assertThat(headroom.isLeft()).isTrue();
        alive = used(86);
        assertThat(headroom.isLeft()).isFalse();
    }

    @Test
    void what_a_collection_left_before_somebody_began_is_not_held_against_him_but_the_next_one_is() {
        alive = used(90);
        var later = new Headroom(List.of(() -> alive));
        assertThat(later.isLeft()).isTrue();
        alive = used(88);
        assertThat(later.isLeft()).isFalse();
    }

    @Test
    void a_collector_that_does_not_say_keeps_nobody_from_simulating() {
        alive = null;
        assertThat(headroom.isLeft()).isTrue();
        alive = new MemoryUsage(-1, 50, 50, -1);
        assertThat(headroom.isLeft()).isTrue();
    }

    @Test
    void of_this_process_something_is_known() {
        assertThat(new Headroom().isLeft()).isTrue();
    }

    private static MemoryUsage used(long percent) {
        return new MemoryUsage(-1, percent, 100, 100);
    }
}
