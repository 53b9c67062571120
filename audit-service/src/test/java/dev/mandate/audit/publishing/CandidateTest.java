package dev.mandate.audit.publishing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.mandate.audit.engine.sigma.correlation.RuleTests;
import dev.mandate.audit.engine.sigma.reading.RuleProblem;
import dev.mandate.messaging.publishing.Refusal;
import dev.mandate.messaging.publishing.Refusal.Reason;
import dev.mandate.messaging.result.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What may become a version of a rule. */
class CandidateTest {
    private static final String RULE = """
            title: Grants itself
            id: grants-itself
            level: high
            logsource: {product: mandate}
            detection:
              selection:
                tool.labels: grant
                arguments.names_self: true
              condition: selection
            x-tests:
              positive:
                - name: it does
                  events: [{at: "10:00", session: s, tool.labels: grant, arguments.names_self: true}]
            """;

    @Test
    void a_rule_that_agrees_with_its_tests_is_accepted() {
        var candidate = done(Candidate.check(RULE));
        assertThat(candidate.rule().id()).isEqualTo("grants-itself");
        assertThat(candidate.name()).isEqualTo("grants-itself");
        assertThat(candidate.tests()).isEqualTo(1);
    }

    @Test
    void a_mistake_is_told_with_its_place() {
        var refusal = refused(Candidate.check(RULE.replace("tool.labels: grant\n", "tool.label: grant\n")));
        assertThat(refusal.reason()).isEqualTo(Reason.INVALID);
        assertThat(refusal.findings()).singleElement(type(RuleProblem.class)).satisfies(problem -> {
            assertThat(problem.line()).isEqualTo(7);
            assertThat(problem.column()).isEqualTo(5);
            assertThat(problem.message()).contains("tool.label'");
        });
    }

    @Test
    void a_rule_that_does_not_find_what_its_tests_say_is_refused_with_the_test() {
        var refusal = refused(Candidate.check(RULE.replace("positive", "negative")));
        assertThat(refusal.reason()).isEqualTo(Reason.TESTS_FAILED);
        assertThat(refusal.tests())
                .singleElement(type(RuleTests.Failure.class))
                .satisfies(test -> assertThat(test.test()).isEqualTo("it does"));
    }

    @Test
    void two_rules_that_raise_findings_are_two_publications() {
        var both = RULE + "---\n" + RULE.replace("grants-itself", "another");
        assertThat(refused(Candidate.check(both)).title()).contains("this text has 2");
    }

    @ParameterizedTest
    @CsvSource({
        "a regular expression that explodes,input.text|re: '((((a{1000}){1000}){1000}){1000})b'",
        "a name that is no name,id: '../../etc'",
    })
    void what_would_cost_the_service_too_much_is_refused(String what, String line) {
        var hostile = line.startsWith("id:")
                ? RULE.replace("id: grants-itself", line)
                : RULE.replace("tool.labels: grant\n", line + "\n");
        assertThat(refused(Candidate.check(hostile))).as(what).isNotNull();
    }

    @Test
    void tests_that_would_run_for_hours_are_refused() {
        var flood = "    - {name: flood, events: [{at: \"10:00\", times: 2000, session: s, tool.labels: read}]}\n";
        assertThat(refused(Candidate.check(RULE + "  negative:\n" + flood.repeat(11)))
                        .findings())
                .singleElement(type(RuleProblem.class))
                .satisfies(problem -> assertThat(problem.message()).contains("20000"));
    }

    @Test
    void a_text_that_is_too_long_is_refused() {
        assertThat(refused(Candidate.check(RULE + "#".repeat(40_000))).reason()).isEqualTo(Reason.INVALID);
    }

    private static Candidate done(Result<Candidate, Refusal> result) {
        return ((Result.Done<Candidate, Refusal>) result).value();
    }

    private static Refusal refused(Result<Candidate, Refusal> result) {
        return ((Result.Refused<Candidate, Refusal>) result).reason();
    }
}
