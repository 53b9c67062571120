package dev.mandate.cli.trail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.audit.transparency.Checkpoint;
import dev.mandate.audit.transparency.Doubt;
import dev.mandate.audit.transparency.Verdict;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictTextTest {
    private static final Checkpoint NEWEST =
            new Checkpoint("mandate/trail", 48_113, "00".repeat(32), Instant.parse("2026-11-29T02:00:00.123Z"));

    @Test
    void of_a_sound_trail_it_is_said_when_it_was_signed_where_that_stands_and_what_came_since() {
        assertThat(VerdictText.of(new Verdict(NEWEST, "Kafka", 40_000, 8_113, 12, List.of(), 0)))
                .isEqualTo("""
                          All 40,000 lines are as they were signed at 2026-11-29T02:00:00Z (Kafka, 48,113 lines in all).
                          8,113 older ones were passed over; what was kept of them is what was signed.
                          12 came since and aren't signed yet: nothing can be said of them.
                        """);
    }

    @Test
    void each_doubt_is_a_sentence_and_those_that_are_too_many_are_counted() {
        var doubt = new Doubt(Doubt.Kind.MISSING, 7, 7, "Line 7, recorded at 2026-11-29T01:00:00Z, is missing");
        assertThat(VerdictText.of(new Verdict(NEWEST, "Kafka", 40_000, 0, 0, List.of(doubt), 5)))
                .isEqualTo("""
                          The trail isn't as it was signed:
                          - Line 7, recorded at 2026-11-29T01:00:00Z, is missing.
                          and 5 more.
                        """);
    }
}
