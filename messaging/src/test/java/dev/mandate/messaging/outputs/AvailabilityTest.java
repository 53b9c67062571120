package dev.mandate.messaging.outputs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AvailabilityTest {
    private static final Instant TEN = Instant.parse("2026-01-15T10:00:00Z");

    private final Availability siem = new Availability("webhook-siem");

    @Test
    void one_that_is_away_is_told_at_once_then_each_minute_and_when_it_is_back() {
        siem.sends(TEN);
        assertThat(siem.fails(TEN.plusSeconds(1), "answered 503", 4))
                .hasValueSatisfying(line -> assertThat(line)
                        .contains("webhook-siem", "since 2026-01-15T10:00:00Z", "4 records wait", "answered 503"));
        siem.sends(TEN.plusSeconds(20));
        assertThat(siem.fails(TEN.plusSeconds(20), "answered 503", 5)).isEmpty();
        assertThat(siem.fails(TEN.plusSeconds(61), "refused", 9))
                .hasValueSatisfying(line -> assertThat(line).contains("9 records", "refused"));
        assertThat(siem.waits(TEN.plusSeconds(61))).isEqualTo(Duration.ofSeconds(61));
        assertThat(siem.failures()).isEqualTo(3);

        assertThat(siem.answers(TEN.plusSeconds(70), 8))
                .hasValueSatisfying(line -> assertThat(line).contains("after 70 s", "8 records"));
        assertThat(siem.waits(TEN.plusSeconds(80))).isZero();
        assertThat(siem.failures()).isZero();
    }

    @Test
    void one_that_takes_what_it_is_given_is_no_news() {
        siem.sends(TEN);
        assertThat(siem.answers(TEN.plusMillis(20), 0)).isEmpty();
        assertThat(siem.waits(TEN.plusSeconds(80))).isZero();
    }

    @Test
    void one_that_does_not_answer_at_all_is_seen_to_wait_before_it_has_failed() {
        siem.sends(TEN);
        assertThat(siem.waits(TEN.plusSeconds(40))).isEqualTo(Duration.ofSeconds(40));
        assertThat(siem.why()).contains("not answered");
    }

    @Test
    void what_needs_no_telling_any_more_waits_no_longer_and_how_much_waits_is_told_where_somebody_knows() {
        siem.sends(TEN);
        assertThat(siem.fails(TEN.plusSeconds(1), "answered 503", -1))
                .hasValueSatisfying(
                        line -> assertThat(line).doesNotContain("records").contains("answered 503"));
        siem.passes();
        assertThat(siem.waits(TEN.plusSeconds(80))).isZero();
        assertThat(siem.failures()).isZero();
    }
}
