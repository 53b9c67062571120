package dev.mandate.audit.engine.sigma.correlation;

import static dev.mandate.audit.engine.sigma.correlation.SigmaRun.READS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mandate.audit.engine.sigma.correlation.types.Level;
import dev.mandate.audit.engine.sigma.reading.Compilation;
import dev.mandate.audit.engine.sigma.reading.RuleFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RuleTestsTest {
    @Test
    void the_exfiltration_rule_passes_the_tests_that_it_carries() throws IOException {
        try (var stream = RuleBook.class.getResourceAsStream("/rules/data-exfiltration.yml")) {
            var text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            var book = Compilation.of(List.of(new RuleFile("data-exfiltration.yml", text)))
                    .orThrow();
            assertThat(RuleTests.run(book)).isEmpty();
            assertThat(book.rules()).singleElement().satisfies(rule -> {
                assertThat(rule.level()).isEqualTo(Level.HIGH);
                assertThat(rule.tags()).contains("atlas.aml.t0086", "owasp.asi02");
                assertThat(rule.falsePositives()).isNotEmpty();
            });
        }
    }

    @Test
    void a_test_that_fails_says_what_it_expected() {
        var tests = """
            x-tests:
              positive:
                - name: a read
                  events: [{at: "10:00", session: s1, tool.labels: public}]
              negative:
                - name: no read
                  events: [{at: "10:00", session: s1, tool.labels: private}]
            """;
        assertThat(RuleTests.run(SigmaRun.book(READS + tests)))
                .containsExactly(
                        new RuleTests.Failure("reads", "a read", "expected a match, found none"),
                        new RuleTests.Failure("reads", "no read", "expected none, found 1"));
    }

    @Test
    void an_event_that_happens_several_times_is_written_once() {
        var flood = """
            ---
            title: Three reads
            name: flood
            level: low
            correlation:
              type: event_count
              rules: [reads]
              group-by: [session]
              timespan: 1m
              condition: {gte: 3}
            x-tests:
              positive:
                - name: three
                  events: [{at: "10:00", times: 3, session: s1, tool.labels: private}]
              negative:
                - name: two
                  events: [{at: "10:00", times: 2, session: s1, tool.labels: private}]
            """;
        assertThat(RuleTests.run(SigmaRun.book(READS + flood))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1.5", "2001", "1e9", "many", "2, id: e1"})
    void times_is_a_small_whole_number_of_events_without_an_id(String times) {
        var tests = """
            x-tests:
              positive:
                - name: reads
                  events: [{at: "10:00", times: %s, session: s1, tool.labels: private}]
            """.formatted(times);
        assertThatThrownBy(() -> SigmaRun.book(READS + tests)).hasMessageContaining("times");
    }
}
