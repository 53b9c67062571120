package dev.mandate.audit.engine.sigma.reading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.audit.engine.calls.FieldValues;
import dev.mandate.audit.engine.calls.RiskFields;
import dev.mandate.messaging.names.NearName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What whoever writes a rule is told although it can be read. */
class RuleWarningsTest {
    @Test
    void a_misspelt_label_is_pointed_at_with_the_one_that_is_meant_and_the_rule_stays_readable() {
        assertThat(warned("""
                title: sends
                id: sends
                level: high
                logsource: {product: mandate}
                detection:
                  sends: {tool.labels: egres}
                  condition: sends
                """))
                .containsExactly("rule.yml:6:24: tool.labels never says 'egres'; did you mean 'egress'?");
    }

    @Test
    void a_word_that_a_field_never_says_is_told_with_those_that_it_says() {
        assertThat(warned("""
                title: unasked
                id: unasked
                level: high
                logsource: {product: mandate}
                detection:
                  unasked:
                    task.asked|all: [unaskd]
                  other:
                    - result.status: nothing-like-it
                  condition: unasked or other
                """))
                .containsExactly(
                        "rule.yml:7:22: task.asked never says 'unaskd'; did you mean 'unasked'?",
                        "rule.yml:9:22: result.status never says 'nothing-like-it'; it says blocked, failed, succeeded");
    }

    @Test
    void a_key_that_nothing_reads_is_told_where_it_is_near_one_that_is_missing_and_a_teams_own_isnt() {
        assertThat(warned("""
                title: sends
                id: sends
                level: high
                x-test: []
                owner: the payments team
                logsource: {product: mandate}
                detection:
                  sends: {tool.labels: EGRESS, input.to: egres, tool.labels|contains: gres}
                  condition: sends
                """)).containsExactly("rule.yml:4:1: nothing reads 'x-test'; did you mean 'x-tests'?");
    }

    @Test
    void of_very_many_the_first_are_told_and_of_a_long_one_its_beginning_in_whole_characters() {
        var warnings = warned("""
                title: sends
                id: sends
                level: high
                logsource: {product: mandate}
                detection:
                  sends: {tool.labels: [%s]}
                  condition: sends
                """.formatted("x".repeat(49) + "😀y" + ", egres".repeat(200)));
        assertThat(warnings).hasSize(50);
        assertThat(warnings.get(0)).contains("never says '" + "x".repeat(49) + "…'");
    }

    @Test
    void what_ships_is_spelt_as_it_should_be() throws Exception {
        var shipped = new ArrayList<RuleFile>();
        try (var files = Files.list(Path.of("src/main/resources/rules"))) {
            for (var file : files.sorted().toList())
                shipped.add(new RuleFile(file.getFileName().toString(), Files.readString(file)));
        }
        assertThat(shipped).isNotEmpty();
        assertThat(RuleWarnings.of(shipped, FieldValues.WORDS, NearName::misspelt))
                .isEmpty();
    }

    private static List<String> warned(String sigma) {
        var files = List.of(new RuleFile("rule.yml", sigma));
        assertThat(Compilation.of(files, RiskFields.NAMES).orThrow().rules()).hasSize(1);
        return RuleWarnings.of(files, FieldValues.WORDS, NearName::misspelt).stream()
                .map(RuleProblem::toString)
                .toList();
    }
}
