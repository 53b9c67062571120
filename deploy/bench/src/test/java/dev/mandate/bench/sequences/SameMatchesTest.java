package dev.mandate.bench.sequences;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The whole risk job beside Flink CEP, both within this JVM, on calls of which a fifth is told up to five seconds late. */
class SameMatchesTest {
    private static final int CALLS = 6_000;
    /** With it, no cancelling call comes after the end that it prevents, and no incident has more matches than are told. */
    private static final long SEED = 20261125;

    private static final long BEGIN = 1_767_225_600_000L; // 2026-01-01

    private static Set<Matched> ours;
    private static Set<Matched> flinks;

    @BeforeAll
    static void both_read_the_same_calls() throws Exception {
        System.out.println("seed " + SEED);
        var calls = CallStream.of(CALLS, SEED, BEGIN);
        ours = RiskJobRun.matches(calls);
        flinks = FlinkRun.matches(calls);
    }

    @Test
    void sequences_within_a_session_are_those_that_flink_finds() {
        for (var rule : List.of(FlinkPatterns.SENT, FlinkPatterns.PAID)) {
            assertThat(of(rule, flinks)).hasSizeGreaterThan(10);
            assertThat(of(rule, ours)).isEqualTo(of(rule, flinks));
        }
    }

    @Test
    void sequences_over_the_sessions_of_an_agent_are_those_that_flink_finds() {
        assertThat(of(FlinkPatterns.GRANTED, flinks)).hasSizeGreaterThan(10);
        assertThat(of(FlinkPatterns.GRANTED, ours)).isEqualTo(of(FlinkPatterns.GRANTED, flinks));
    }

    private static Set<Matched> of(String rule, Set<Matched> all) {
        return all.stream().filter(matched -> matched.rule().equals(rule)).collect(Collectors.toSet());
    }
}
