package dev.mandate.audit.engine.sigma.correlation;

import static dev.mandate.audit.engine.sigma.correlation.SigmaRun.APPROVES;
import static dev.mandate.audit.engine.sigma.correlation.SigmaRun.READS;
import static dev.mandate.audit.engine.sigma.correlation.SigmaRun.SENDS;
import static dev.mandate.audit.engine.sigma.correlation.SigmaRun.book;
import static dev.mandate.audit.engine.sigma.correlation.SigmaRun.correlation;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What security teams are told of a session before anything is found. */
class OpenSequencesTest {
    private static final String IN_ORDER = correlation("temporal_ordered", "rules: [reads, approves, sends]");

    @Test
    void a_sequence_that_has_begun_says_what_was_seen_what_it_waits_for_and_until_when() {
        var run = SigmaRun.with(READS, APPROVES, SENDS, IN_ORDER).at("10:00").reads();
        assertThat(run.at("10:04").open()).singleElement().satisfies(open -> {
            assertThat(open.rule()).isEqualTo("correlated");
            assertThat(open.version())
                    .isEqualTo(book(READS, APPROVES, SENDS, IN_ORDER)
                            .rules()
                            .get(0)
                            .version());
            assertThat(open.seen()).containsExactly("reads");
            assertThat(open.waitsFor()).containsExactly("approves", "sends");
            assertThat(open.since()).isEqualTo(Instant.parse("2026-01-01T10:00:00Z"));
            assertThat(open.until()).isEqualTo(Instant.parse("2026-01-01T10:10:00Z"));
            assertThat(open.attested()).isTrue();
            assertThat(open.watched()).isFalse();
        });
        assertThat(run.approves().open())
                .singleElement()
                .satisfies(open -> assertThat(open.waitsFor()).containsExactly("sends"));
    }

    @Test
    void of_several_beginnings_the_one_that_lives_longest_is_told() {
        var run = SigmaRun.with(READS, APPROVES, SENDS, IN_ORDER)
                .at("10:00")
                .reads()
                .at("10:05")
                .reads();
        assertThat(run.open())
                .singleElement()
                .satisfies(open -> assertThat(open.until()).isEqualTo(Instant.parse("2026-01-01T10:15:00Z")));
    }

    @Test
    void nothing_is_open_before_the_first_step_after_the_timespan_or_after_what_cancels_it() {
        var cancelled = correlation("temporal_ordered", "rules: [reads, sends]\nx-until: [approves]");
        var run = SigmaRun.with(READS, APPROVES, SENDS, cancelled).at("10:00").sends();
        assertThat(run.open()).isEmpty();
        assertThat(run.at("10:01").reads().open()).hasSize(1);
        assertThat(run.at("10:02").approves().open()).isEmpty();
        assertThat(run.at("10:03").reads().open()).hasSize(1);
        assertThat(run.at("10:14").open()).isEmpty();
    }

    @Test
    void steps_in_any_order_are_missing_until_the_last_one_has_happened() {
        var run = SigmaRun.with(READS, SENDS, correlation("temporal", "rules: [reads, sends]"))
                .at("10:00")
                .sends();
        assertThat(run.open()).singleElement().satisfies(open -> {
            assertThat(open.seen()).containsExactly("sends");
            assertThat(open.waitsFor()).containsExactly("reads");
        });
        assertThat(run.reads().open()).isEmpty();
        assertThat(run.matches()).hasSize(1);
    }

    @Test
    void a_count_says_how_far_it_has_come() {
        var run = SigmaRun.with(READS, correlation("event_count", "rules: [reads]\ncondition: {gte: 3}"))
                .at("10:00")
                .reads()
                .reads();
        assertThat(run.open())
                .singleElement()
                .satisfies(open -> assertThat(open.progress()).isEqualTo(2.0));
        assertThat(run.reads().open()).isEmpty();
    }

    @Test
    void a_rule_that_is_only_watched_says_so_and_another_session_has_nothing_open() {
        var run = SigmaRun.with(READS, APPROVES, SENDS, IN_ORDER)
                .rulesBecome(book(READS, APPROVES, SENDS, IN_ORDER).asShadow())
                .at("10:00")
                .reads();
        assertThat(run.open())
                .singleElement()
                .satisfies(open -> assertThat(open.watched()).isTrue());
        assertThat(run.in("s2").open()).isEmpty();
    }
}
