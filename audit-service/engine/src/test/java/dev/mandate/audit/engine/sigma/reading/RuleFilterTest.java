package dev.mandate.audit.engine.sigma.reading;

import static dev.mandate.audit.engine.sigma.correlation.SigmaRun.READS;
import static dev.mandate.audit.engine.sigma.correlation.SigmaRun.SENDS;
import static dev.mandate.audit.engine.sigma.correlation.SigmaRun.correlation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.audit.engine.sigma.correlation.SigmaRun;
import org.junit.jupiter.api.Test;

class RuleFilterTest {
    private static final String ORDERED = correlation("temporal_ordered", "rules: [reads, sends]\n");
    private static final String ALLOWED = """
        title: Invoices go to the auditor
        logsource: {product: mandate}
        filter:
          rules: [sends]
          auditor:
            recipient.domain: auditor.example
          condition: not auditor
        """;

    @Test
    void what_a_filter_allows_is_not_seen_by_the_rules_that_it_names() {
        var run = SigmaRun.with(READS, SENDS, ORDERED, ALLOWED)
                .at("10:00")
                .reads()
                .at("10:01");
        run.event("tool.labels", "egress", "recipient.domain", "auditor.example");
        assertThat(run.matches()).isEmpty();
        run.event("tool.labels", "egress", "recipient.domain", "outside.example");
        assertThat(run.matches()).hasSize(1);
    }

    @Test
    void a_filter_changes_the_version_of_what_refers_to_the_rule_and_of_nothing_else() {
        var before = SigmaRun.book(READS, SENDS, ORDERED, SigmaRun.detection("alone", "a: b"));
        var after = SigmaRun.book(READS, SENDS, ORDERED, SigmaRun.detection("alone", "a: b"), ALLOWED);
        assertThat(after.rule("correlated").orElseThrow().version())
                .isNotEqualTo(before.rule("correlated").orElseThrow().version());
        assertThat(after.rule("alone")).isEqualTo(before.rule("alone"));
    }

    @Test
    void a_filter_names_detection_rules_that_exist() {
        assertThat(SigmaRun.problems(READS, SENDS, ORDERED, ALLOWED.replace("[sends]", "[gone]")))
                .singleElement()
                .satisfies(problem ->
                        assertThat(problem.message()).contains("no detection rule has the id or name 'gone'"));
        assertThat(SigmaRun.problems(READS, SENDS, ORDERED, ALLOWED.replace("[sends]", "any")))
                .hasSize(1);
        assertThat(SigmaRun.problems(READS, SENDS, ORDERED, ALLOWED.replace("[sends]", "correlated")))
                .hasSize(1);
    }
}
