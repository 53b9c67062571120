package dev.mandate.audit.engine.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.audit.engine.sigma.correlation.RuleTests;
import dev.mandate.audit.engine.sigma.reading.RuleFile;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandInRulesTest {
    private static final Map<String, String> SHIPPED =
            RuleFiles.builtIn().stream().collect(Collectors.toMap(RuleFile::name, RuleFile::text));
    private static final String RULE = SHIPPED.get("data-exfiltration.yml");

    @TempDir
    Path directory;

    StandInRules rules;

    @BeforeEach
    void a_directory_with_one_file() throws IOException {
        Files.writeString(directory.resolve("one.yml"), RULE);
        rules = new StandInRules(Optional.of(directory));
    }

    @Test
    void a_changed_file_takes_effect_at_the_next_look() throws IOException {
        var before = rules.get().digest();
        Files.writeString(directory.resolve("one.yml"), RULE.replace("timespan: 10m", "timespan: 25m"));
        rules.look();
        assertThat(rules.get().digest()).isNotEqualTo(before);
        assertThat(rules.problems()).isZero();
    }

    @Test
    void whether_files_count_is_known_of_those_that_applied() throws IOException {
        assertThat(rules.ofFiles()).contains(rules.get());
        assertThat(new StandInRules(Optional.empty()).ofFiles()).isEmpty();
        Files.writeString(directory.resolve("one.yml"), "title: [");
        assertThat(new StandInRules(Optional.of(directory)).ofFiles()).isEmpty();
    }

    @Test
    void a_broken_file_is_refused_and_the_old_rules_stay_until_it_is_mended() throws IOException {
        var before = rules.get();
        Files.writeString(directory.resolve("two.yml"), "title: [");
        rules.look();
        assertThat(rules.get()).isSameAs(before);
        assertThat(rules.problems()).isPositive();
        Files.delete(directory.resolve("two.yml"));
        rules.look();
        assertThat(rules.problems()).isZero();
    }

    @Test
    void a_rule_that_asks_for_the_name_of_a_tool_is_refused() throws IOException {
        Files.writeString(directory.resolve("one.yml"), RULE.replace("tool.labels: private", "tool.name: crm.read"));
        rules.look();
        assertThat(rules.problems()).isPositive();
    }

    @Test
    void an_emptied_or_vanished_directory_leaves_the_old_rules() throws IOException {
        var before = rules.get();
        Files.delete(directory.resolve("one.yml"));
        rules.look();
        Files.delete(directory);
        rules.look();
        assertThat(rules.get()).isSameAs(before);
        assertThat(rules.problems()).isPositive();
    }

    @Test
    void every_built_in_rule_is_in_the_list_of_the_built_in_rules_and_passes_its_own_tests()
            throws IOException, URISyntaxException {
        var folder = Path.of(getClass().getResource("/rules").toURI());
        try (var files = Files.list(folder)) {
            assertThat(RuleFiles.builtIn())
                    .extracting(file -> file.name())
                    .containsExactlyInAnyOrderElementsOf(
                            files.map(file -> file.getFileName().toString()).toList());
        }
        assertThat(RuleTests.run(new StandInRules(Optional.empty()).get())).isEmpty();
    }
}
