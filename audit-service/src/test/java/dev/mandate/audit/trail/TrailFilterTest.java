package dev.mandate.audit.trail;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrailFilterTest {
    @ParameterizedTest
    @ValueSource(strings = {"per_a\0", "per_\uD83D"})
    void text_that_no_database_keeps_matches_nothing_and_never_gets_there(String text) {
        var filter = new TrailFilter().session("s").person(text).agent(text);
        assertThat(filter.where()).isEqualTo(" WHERE session = $1 AND FALSE AND FALSE");
        assertThat(filter.values()).containsExactly("s");
    }

    @ParameterizedTest
    @ValueSource(strings = {"per_a", "x' OR '1'='1", "%d"})
    void a_value_is_never_part_of_the_statement(String text) {
        var filter = new TrailFilter().session(text).eventId(text);
        assertThat(filter.where()).isEqualTo(" WHERE session = $1 AND event_id = $2");
        assertThat(filter.values()).containsExactly(text, text);
    }
}
