package dev.mandate.audit.engine.sigma.reading;

import static dev.mandate.audit.engine.sigma.correlation.SigmaRun.APPROVES;
import static dev.mandate.audit.engine.sigma.correlation.SigmaRun.READS;
import static dev.mandate.audit.engine.sigma.correlation.SigmaRun.SENDS;
import static dev.mandate.audit.engine.sigma.correlation.SigmaRun.correlation;
import static dev.mandate.audit.engine.sigma.correlation.SigmaRun.detection;
import static dev.mandate.audit.engine.sigma.correlation.SigmaRun.problems;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.mandate.audit.engine.sigma.correlation.SigmaRun;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RefusedRulesTest {
    @Test
    void an_unknown_modifier_is_pointed_at() {
        assertThat(problems(detection("reads", "tool.labels|has: private")))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.toString())
                            .startsWith("test.yml:7:5: unknown modifier 'has'; known are all, base64");
                    assertThat(problem.line()).isEqualTo(7);
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two\\nlines", "tab\\t", "turned \\u202Eround", "\\u2028"})
    void an_id_that_is_not_one_line_is_pointed_at(String id) {
        assertThat(problems("id: \"" + id + "\"\n" + detection("reads", "a: b")))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.message()).startsWith("an id is one line");
                    assertThat(problem.line()).isEqualTo(1);
                });
        assertThat(problems("id: \"規則 Überweisung \\u200D\"\n" + detection("reads", "a: b")))
                .isEmpty();
    }

    @Test
    void a_condition_is_pointed_at_where_it_goes_wrong() {
        var rule = detection("reads", "a: b").replace("condition: selection", "condition: selection and other");
        assertThat(problems(rule)).singleElement().satisfies(problem -> {
            assertThat(problem.line()).isEqualTo(8);
            assertThat(problem.column()).isEqualTo(28);
            assertThat(problem.message()).contains("known are selection").contains("found 'other' at character 15");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "condition: selection | count() by agent > 5",
                "condition: selection |near other",
                "condition: selection\n  timeframe: 5m"
            })
    void what_sigma_1_counted_by_is_told_what_to_write_instead(String condition) {
        assertThat(problems(detection("reads", "a: b").replace("condition: selection", condition)))
                .singleElement()
                .satisfies(
                        problem -> assertThat(problem.message()).contains("Sigma 1", "'correlation:'", "event_count"));
    }

    @Test
    void every_document_tells_its_own_problem() {
        var problems = problems(detection("one", "a|has: b"), READS, detection("two", "a|cidr: here"));
        assertThat(problems).extracting(RuleProblem::line).containsExactly(7, 25);
    }

    @Test
    void a_misspelt_field_is_refused_where_the_fields_are_known() {
        var file = new RuleFile("test.yml", detection("one", "tool.lables: x"));
        assertThatThrownBy(() -> Compilation.of(List.of(file), Set.of("tool.labels", "input.*"))
                        .orThrow())
                .isInstanceOf(RefusedRules.class)
                .hasMessageContaining("test.yml:7:5: no event has a field 'tool.lables'");
        var below = new RuleFile("test.yml", detection("one", "input.to.domain: x"));
        assertThat(Compilation.of(List.of(below), Set.of("input.*")).orThrow().rules())
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rules: [reads, gone]",
                "rules: [reads, correlated]",
                "rules: [reads, sends]\ncondition: {gte: 3}",
                "rules: [reads, sends]\ncondition: {gt: 2}",
                "rules: [reads, sends]\ncondition: {lt: 2}",
                "rules: [reads, sends]\ncondition: {gte: 2, field: a}",
                "rules: [reads, sends]\ncondition: reads and sends",
                "rules: [reads, sends]\ngenerate: maybe",
                "rules: [reads]",
                "rules: [reads, sends]\nx-untill: sends",
                "rules: [reads, sends]\nx-until: gone",
                "rules: [reads, sends]\naliases: {session: {reads: agent}}"
            })
    void a_sequence_that_could_never_match_is_refused(String lines) {
        assertThat(problems(READS, SENDS, correlation("temporal", lines + "\n")))
                .hasSize(1);
    }

    @Test
    void what_can_be_said_of_a_sequence_alone_is_told_what_to_write_instead() {
        var some = correlation("temporal_ordered", "rules: [reads, sends, approves]\ncondition: {gte: 2}\n");
        assertThat(problems(READS, SENDS, APPROVES, some))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("all of its rules", "gte: 3", "temporal"));
        var several = correlation("value_count", "rules: [reads]\ncondition: {gte: 2, field: [to, cc]}\n");
        assertThat(problems(READS, several))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("one field", "a rule for each"));
    }

    @Test
    void generate_is_said_once_and_is_true_or_false() {
        var rule = correlation("temporal", "rules: [reads, sends]\n");
        assertThat(problems(READS, SENDS, "generate: yes please\n" + rule)).hasSize(1);
        assertThat(problems(READS, SENDS, "generate: true\n" + rule + "  generate: false\n"))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("keep one"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{lt: 5}", "{neq: 5}", "{gte: 0}", "{gte: 1000000}", "{}", "{gte: many}", "{gte: 2, field: a}"})
    void a_count_that_could_not_be_told_is_refused(String condition) {
        var rule = correlation("event_count", "rules: [reads]\ncondition: " + condition + "\n");
        assertThat(problems(READS, rule)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"25h", "2d", "99999999999999999999d", "0m", "10", "-5m", "10w", "P1D"})
    void a_timespan_beyond_a_day_is_refused(String timespan) {
        var rule = correlation("temporal", "rules: [reads, sends]\n").replace("10m", timespan);
        assertThat(problems(READS, SENDS, rule))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).startsWith("a timespan is"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"(a{1000}){1000}", "((((a{9}){9}){9}){9}){9}", "a{99999999}", "(a)\\1", "a(?=b)", "("})
    void a_regular_expression_that_could_explode_is_refused(String regex) {
        assertThat(problems(detection("bomb", "a|re: '" + regex + "'"))).hasSize(1);
    }

    @Test
    void a_regular_expression_takes_linear_time() {
        assertTimeoutPreemptively(
                Duration.ofSeconds(5),
                () -> assertThat(SigmaRun.matches("a|re: '^(a+)+$'", "a", "a".repeat(50_000) + "!"))
                        .isFalse());
        assertTimeoutPreemptively(
                Duration.ofSeconds(5),
                () -> assertThat(SigmaRun.matches("a: '" + "*a".repeat(100) + "b'", "a", "a".repeat(100_000)))
                        .isFalse());
    }

    @Test
    void files_that_only_want_to_be_big_are_refused_at_once() {
        var nested = "title: ".concat("[".repeat(100_000));
        var aliases = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n";
        var many = "---\ntitle: x\n".repeat(10_000);
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
            assertThat(problems("#".repeat(1_000_000))).hasSize(1);
            assertThat(problems(nested)).hasSize(1);
            assertThat(problems(aliases)).hasSize(1);
            assertThat(problems(many)).isNotEmpty();
            assertThat(problems(detection("deep", "a: b")
                            .replace(
                                    "condition: selection",
                                    "condition: " + "(".repeat(900) + "selection" + ")".repeat(900))))
                    .hasSize(1);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "just text",
                "- a\n- b",
                "a: [",
                "\t",
                "title: x\ntitle: y",
                "!!java.net.URL [x]: 1",
                "? {a: b}\n: c"
            })
    void what_is_no_rule_is_refused_with_a_place(String text) {
        var problems = problems(text);
        assertThat(problems).allSatisfy(problem -> {
            assertThat(problem.line()).isPositive();
            assertThat(problem.message()).isNotBlank();
        });
        if (!text.isEmpty()) assertThat(problems).isNotEmpty();
    }

    @Test
    void a_name_is_given_once() {
        assertThat(problems(READS, READS))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("already names the rule in test.yml:1"));
    }

    @Test
    void lines_without_a_field_and_the_syntax_of_sigma_1_are_refused() {
        assertThat(problems(detection("one", "'': x"))).hasSize(1);
        assertThat(problems(
                        detection("one", "a: b").replace("condition: selection", "condition: selection | count() > 5")))
                .hasSize(1);
        assertThat(problems(detection("one", "a: b").replace("product: mandate", "product: windows")))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a|contains|re: x",
                "a|contains|contains: x",
                "a|re|cased: x",
                "a|i: x",
                "a|expand: x",
                "'|startswith': x",
                "'|exists': true",
                "'|gt': 3",
                "'|fieldref': a",
                "'|all': [null]",
                "a|wide|contains: x",
                "a|base64offset|contains: 'x*'",
                "a|windash|base64offset|contains: '-a -b -c -d'",
                "a|hour|day: 3",
                "a|exists: maybe",
                "a|gt: much",
                "a|cidr: 10.0.0.0",
                "a|cidr: 10.0.0.0/33",
                "a|cidr: outside.example/8",
                "a: []",
                "a: [[x]]",
                "a: {b: c}"
            })
    void a_line_that_has_no_meaning_is_refused(String line) {
        assertThat(problems(detection("one", line))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status: banana",
                "date: yesterday",
                "modified: 2026-13-01",
                "tags: [execution]",
                "tags: attack.t1059",
                "tags: [attack.t1059, attack.t1059]",
                "fields: [a, a]",
                "references: https://a.example",
                "references: [https://a.example, https://a.example]",
                "falsepositives: [x]",
                "scope: [x]",
                "related: [{id: other, type: friend}]",
                "related: [{id: other}]",
                "related: other"
            })
    void what_the_schema_of_the_specification_refuses_is_refused(String line) {
        assertThat(problems(detection("one", "a: b").replace("level:", line + "\nlevel:")))
                .singleElement()
                .satisfies(problem -> assertThat(problem.line()).isEqualTo(3));
    }

    @Test
    void a_title_has_at_most_256_characters_whatever_their_alphabet() {
        var titled = detection("one", "a: b").replaceFirst("title: .*", "title: " + "\uD83D\uDD11".repeat(256));
        assertThat(problems(titled)).isEmpty();
        assertThat(problems(titled.replace("title: ", "title: x"))).hasSize(1);
    }

    @Test
    void what_the_schema_allows_is_taken() {
        var lines = """
            status: test
            date: 2026-01-31
            tags: [attack.t1059.001, detection.emerging-threats]
            related: [{id: 0a1b2c3d-0000-4000-8000-000000000001, type: derived}]
            falsepositives: Unlikely
            scope: [server]
            taxonomy: ours
            license: MIT
            """;
        assertThat(problems(detection("one", "a: b").replace("level:", lines + "level:")))
                .isEmpty();
    }

    @Test
    void a_book_has_at_most_a_thousand_rules() {
        var files = IntStream.range(0, 11)
                .mapToObj(file -> new RuleFile(
                        "f" + file,
                        IntStream.range(0, 100)
                                .mapToObj(rule -> detection("r" + file + "-" + rule, "a: b"))
                                .collect(Collectors.joining("---\n"))))
                .toList();
        assertThat(Compilation.of(files.subList(0, 10)).orThrow().rules()).hasSize(1000);
        assertThatThrownBy(() -> Compilation.of(files).orThrow()).hasMessageContaining("more than 1000 rules");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5})
    void whatever_is_written_into_a_rule_file_is_compiled_or_refused(long seed) {
        var random = new Random(seed);
        var signs = "|:-[]{}()*?\\'\"#&!%@`,\n \t\u00e9019azAZ";
        var sound = READS + "---\n" + SENDS + "---\n" + correlation("temporal", "rules: [reads, sends]\n");
        for (int round = 0; round < 500; round++) {
            var text = new StringBuilder(sound);
            for (int change = random.nextInt(6); change >= 0; change--) {
                int at = random.nextInt(text.length());
                switch (random.nextInt(3)) {
                    case 0 -> text.setCharAt(at, signs.charAt(random.nextInt(signs.length())));
                    case 1 -> text.delete(at, Math.min(text.length(), at + random.nextInt(12)));
                    default -> text.insert(at, text.substring(at, Math.min(text.length(), at + random.nextInt(40))));
                }
            }
            assertThatCode(() -> problems(text.toString()))
                    .as("seed %d: %s", seed, text)
                    .doesNotThrowAnyException();
        }
    }
}
