package dev.mandate.lifecycle.workers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.hr.HrEvent;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SourcesTest {
    private static final Sources ALONE = new Sources(Map.of());
    private static final Sources SUCCESSION = new Sources(Map.of("new", "old", "newest", "new"));

    @Test
    void an_employee_is_of_the_source_that_first_says_that_he_joins() {
        var claim = ALONE.claim(null, List.of(left("b"), joined("a"), left("b"), left("a")));
        assertThat(claim.owner()).isEqualTo("a");
        assertThat(claim.foreign()).containsExactly(left("b"));
    }

    @Test
    void no_other_source_ends_his_employment_or_begins_it_again() {
        var claim = ALONE.claim("a", List.of(left("b"), joined("b")));
        assertThat(claim.owner()).isEqualTo("a");
        assertThat(claim.foreign()).containsExactly(left("b"), joined("b"));
    }

    @Test
    void what_others_said_before_he_was_anybodys_does_not_count() {
        var said = List.of(left("b"), joined("a"), left("a"));
        assertThat(ALONE.heard("a", said)).containsExactly(joined("a"), left("a"));
        assertThat(ALONE.heard(null, List.of(left("b")))).containsExactly(left("b"));
    }

    @Test
    void a_source_that_succeeds_another_speaks_for_its_employees_and_that_one_no_more() {
        var claim = SUCCESSION.claim("old", List.of(left("newest"), left("old"), left("new")));
        assertThat(claim.owner()).isEqualTo("newest");
        assertThat(claim.foreign()).containsExactly(left("old"), left("new"));
        assertThat(SUCCESSION.heard("newest", List.of(joined("old"), left("other"))))
                .containsExactly(joined("old"));
    }

    @Test
    void sources_that_succeed_each_other_in_a_circle_end_nothing() {
        var circle = new Sources(Map.of("a", "b", "b", "a"));
        assertThat(circle.claim("c", List.of(left("a"))).foreign()).containsExactly(left("a"));
    }

    @Test
    void a_directory_that_adopts_him_takes_nothing_over_and_is_heard_beside() {
        var ended = HrFacts.deprovisioned(3);
        var claim = ALONE.claim("a", List.of(ended, left("a")));
        assertThat(claim.owner()).isEqualTo("a");
        assertThat(claim.foreign()).isEmpty();
        assertThat(ALONE.heard("a", List.of(joined("a"), ended, left("b")))).containsExactly(joined("a"), ended);
        assertThat(ALONE.claim(null, List.of(ended)).owner()).isNull();
    }

    private static HrFact joined(String source) {
        return new HrFact(source, "1", new HrEvent.Joined("e1", HrFacts.day(1), 1, HrFacts.in("sales")));
    }

    private static HrFact left(String source) {
        return new HrFact(source, "2", new HrEvent.Left("e1", HrFacts.day(2), 2));
    }
}
