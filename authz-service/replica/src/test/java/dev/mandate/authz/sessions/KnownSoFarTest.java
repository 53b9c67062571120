package dev.mandate.authz.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KnownSoFarTest {
    private final KnownSoFar known = new KnownSoFar();

    @Test
    void before_a_record_everything_is_known_that_was_read_or_written_here_right_behind_it() {
        assertThat(known.placed(0, 5, 5)).isTrue();
        assertThat(known.placed(0, 6, 5)).as("behind an own one").isTrue();
        assertThat(known.placed(0, 8, 5)).as("behind somebody else's").isFalse();
        assertThat(known.placed(0, 9, 7)).as("which is still to be read").isFalse();
        assertThat(known.placed(0, 10, 10)).as("and has been").isTrue();
        assertThat(known.placed(1, 11, 10)).as("in another partition").isFalse();
    }

    @Test
    void nothing_is_known_before_something_was_read_nor_of_a_record_whose_place_nobody_said() {
        assertThat(known.placed(0, 0, -1)).isFalse();
        assertThat(known.placed(0, 0, 0)).isTrue();
        assertThat(known.placed(0, -1, 7)).isFalse();
    }
}
