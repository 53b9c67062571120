package dev.mandate.audit.sigma;

import static dev.mandate.audit.sigma.SigmaRun.READS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class RuleTestsTest {
    @Test
    void the_rules_that_are_shipped_pass_their_own_tests() throws IOException {
        try (var stream = RuleBook.class.getResourceAsStream("/rules/data-exfiltration.yml")) {
            var text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            var book = RuleBook.compile(List.of(new RuleFile("data-exfiltration.yml", text)))
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
}
