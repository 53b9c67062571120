package dev.mandate.authz.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OwnPlacesTest {
    private final OwnPlaces own = new OwnPlaces();

    @Test
    void what_is_there_is_own_once_and_what_others_wrote_between_is_not() {
        own.placed(0, 5, 3);
        own.placed(0, 8, 3);
        own.placed(1, 6, 0);
        assertThat(own.has(0, 4)).isFalse();
        assertThat(own.has(0, 5)).isTrue();
        assertThat(own.has(0, 5)).isFalse();
        assertThat(own.has(0, 6)).as("which is own in another partition").isFalse();
        assertThat(own.has(0, 7)).isFalse();
        assertThat(own.has(0, 8)).isTrue();
        assertThat(own.has(1, 6)).isTrue();
        assertThat(own.has(2, 6)).isFalse();
    }

    @Test
    void what_has_been_read_before_it_was_told_is_not_kept() {
        own.placed(0, 5, 6);
        own.placed(0, -1, 6);
        assertThat(own.has(0, 5)).isFalse();
    }

    @Test
    void what_nobody_reads_is_forgotten_and_read_after_all() {
        for (var offset = 0; offset <= OwnPlaces.MOST; offset++) own.placed(0, offset, 0);
        assertThat(own.has(0, 0)).isFalse();
        assertThat(own.has(0, 1)).isTrue();
    }

    @Test
    void a_topic_that_begins_anew_has_nothing_of_the_one_before() {
        own.placed(0, 100, 0);
        own.placed(0, 2, 0);
        assertThat(own.has(0, 2)).isTrue();
        assertThat(own.has(0, 100)).isFalse();
    }
}
