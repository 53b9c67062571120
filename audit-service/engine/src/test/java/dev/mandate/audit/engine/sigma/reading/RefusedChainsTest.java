package dev.mandate.audit.engine.sigma.reading;

import static dev.mandate.audit.engine.sigma.correlation.SigmaRun.READS;
import static dev.mandate.audit.engine.sigma.correlation.SigmaRun.SENDS;
import static dev.mandate.audit.engine.sigma.correlation.SigmaRun.correlation;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.mandate.audit.engine.sigma.correlation.SigmaRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Correlations of correlations that make no sense, or would take too much. */
class RefusedChainsTest {
    private static String counts(String name, String rules, int times) {
        return """
            title: %s
            name: %s
            correlation:
              type: event_count
              rules: %s
              group-by: session
              timespan: 1m
              condition: {gte: %d}
            level: low
            """.formatted(name, name, rules, times);
    }

    private static RuleProblem problem(String... documents) {
        var problems = SigmaRun.problems(documents);
        assertThat(problems).hasSize(1);
        return problems.get(0);
    }

    @Test
    void a_correlation_that_names_itself_is_pointed_at() {
        var problem = problem(READS, counts("loop", "[reads, loop]", 2));
        assertThat(problem.toString())
                .isEqualTo(
                        "test.yml:14:18: a correlation can't wait for itself, but 'loop' names 'loop'; take a name out");
    }

    @Test
    void of_a_circle_each_is_pointed_at_where_it_goes_on_and_what_leads_to_it_is_not() {
        var problems = SigmaRun.problems(
                READS, counts("a", "[reads, b]", 2), counts("b", "c", 2), counts("c", "a", 2), counts("outer", "a", 2));
        assertThat(problems)
                .extracting(RuleProblem::message)
                .containsExactly(
                        "a correlation can't wait for itself, but 'a' names 'b' names 'c' names 'a'; take a name out",
                        "a correlation can't wait for itself, but 'b' names 'c' names 'a' names 'b'; take a name out",
                        "a correlation can't wait for itself, but 'c' names 'a' names 'b' names 'c'; take a name out");
        assertThat(problems).extracting(RuleProblem::line).containsExactly(14, 24, 34);
    }

    @Test
    void a_circle_by_what_cancels_is_one_too() {
        assertThat(problem(READS, counts("a", "reads", 2).replace("  condition", "  x-until: a\n  condition"))
                        .message())
                .contains("'a' names 'a'");
    }

    @Test
    void five_levels_are_one_too_many() {
        var documents = new ArrayList<>(List.of(READS, counts("n1", "reads", 2)));
        for (int level = 2; level <= 5; level++) documents.add(counts("n" + level, "n" + (level - 1), 2));
        assertThat(SigmaRun.problems(documents.subList(0, 5).toArray(String[]::new)))
                .isEmpty();
        var problem = problem(documents.toArray(String[]::new));
        assertThat(problem.line()).isEqualTo(54);
        assertThat(problem.message()).contains("at most 4 levels").contains("'n4'");
    }

    @Test
    void a_chain_of_a_thousand_is_refused_and_not_followed() {
        var files = new ArrayList<RuleFile>();
        files.add(new RuleFile("first.yml", READS + "---\n" + counts("n0", "reads", 2)));
        for (int file = 0; file < 9; file++) {
            int first = 100 * file;
            files.add(new RuleFile(
                    "f" + file,
                    IntStream.range(first, first + 100)
                            .mapToObj(i -> counts("n" + (i + 1), "n" + i, 2))
                            .collect(Collectors.joining("---\n"))));
        }
        assertTimeoutPreemptively(
                Duration.ofSeconds(5),
                () -> assertThat(Compilation.of(files).<List<RuleProblem>>fold(book -> List.of(), problems -> problems))
                        .singleElement()
                        .satisfies(problem -> assertThat(problem.message()).contains("'n3'")));
    }

    @Test
    void a_field_that_the_inner_one_does_not_group_by_is_pointed_at_and_it_says_which_there_are() {
        var byAgent = counts("outer", "n", 2).replace("group-by: session", "group-by: agent");
        var problem = problem(READS, counts("n", "reads", 2), byAgent);
        assertThat(problem.line()).isEqualTo(25);
        assertThat(problem.column()).isEqualTo(13);
        assertThat(problem.message())
                .isEqualTo(
                        "a match of 'n' has no 'agent', only what it groups by: session; let it group by 'agent' too,"
                                + " or name one of its fields under 'aliases:'");
    }

    @Test
    void an_alias_of_a_field_that_the_inner_one_has_not_is_pointed_at() {
        var aliased = counts("outer", "n", 2)
                .replace("group-by: session", "group-by: who\n  aliases:\n    who:\n      n: agent");
        var problem = problem(READS, counts("n", "reads", 2), aliased);
        assertThat(problem.line()).isEqualTo(28);
        assertThat(problem.message()).contains("has no 'agent'");
    }

    @Test
    void one_field_of_the_inner_one_cannot_be_two_of_the_outer_one() {
        var twice = counts("outer", "n", 2)
                .replace(
                        "group-by: session", "group-by: [one, two]\n  aliases: {one: {n: session}, two: {n: session}}");
        assertThat(problem(READS, counts("n", "reads", 2), twice).message()).contains("keep one");
    }

    @Test
    void what_all_matches_share_or_none_has_is_not_counted() {
        var same = counts("outer", "n", 2)
                .replace("event_count", "value_count")
                .replace("gte: 2", "gte: 2, field: session");
        assertThat(problem(READS, counts("n", "reads", 2), same).message())
                .contains("in one group have the same 'session'");
        var none = same.replace("field: session", "field: recipient.domain");
        assertThat(problem(READS, counts("n", "reads", 2), none).message()).contains("has no 'recipient.domain'");
    }

    @Test
    void counts_of_counts_multiply() {
        assertThat(SigmaRun.problems(READS, counts("n", "reads", 100), counts("outer", "n", 10)))
                .isEmpty();
        var problem = problem(READS, counts("n", "reads", 100), counts("outer", "n", 11));
        assertThat(problem.line()).isEqualTo(27);
        assertThat(problem.message()).contains("up to 1100 events");
        assertThat(problem(
                                READS,
                                counts("n1", "reads", 1000),
                                counts("n2", "n1", 1000),
                                counts("n3", "n2", 1000),
                                counts("n4", "n3", 1000))
                        .message())
                .contains("up to 1000000 events");
    }

    @Test
    void in_groups_within_groups_fewer_events_are_counted() {
        var finer = counts("n", "reads", 50).replace("group-by: session", "group-by: [session, agent]");
        assertThat(SigmaRun.problems(READS, finer, counts("outer", "n", 5))).isEmpty();
        assertThat(problem(READS, finer, counts("outer", "n", 6)).message()).contains("up to 300 events");
    }

    @Test
    void names_of_names_multiply_too() {
        var eight = "[" + "reads, ".repeat(7) + "reads]";
        var problem = problem(
                READS, counts("n1", eight, 1), counts("n2", "[n1, n1, n1]", 1), counts("n3", "[n2, n2, n2]", 1));
        assertThat(problem.message()).contains("72 detections; at most 24");
    }

    @Test
    void together_the_timespans_are_a_day_at_most() {
        var long_ = counts("n", "reads", 2).replace("timespan: 1m", "timespan: 20h");
        var outer = counts("outer", "n", 2).replace("timespan: 1m", "timespan: 5h");
        var problem = problem(READS, long_, outer);
        assertThat(problem.line()).isEqualTo(26);
        assertThat(problem.message()).contains("PT25H").contains("24h together");
        assertThat(SigmaRun.problems(READS, long_, outer.replace("5h", "4h"))).isEmpty();
    }

    @Test
    void more_fields_than_are_kept_are_refused() {
        var documents = new ArrayList<>(List.of(READS));
        var names = new ArrayList<String>();
        for (int i = 0; i < 3; i++) {
            names.add("n" + i);
            documents.add(counts("n" + i, "reads", 2)
                    .replace("group-by: session", "group-by: [session, a%d, b%d, c%d]".formatted(i, i, i)));
        }
        documents.add(counts("outer", names.toString(), 2));
        assertThat(problem(documents.toArray(String[]::new)).message()).contains("9 of their fields");
    }

    @Test
    void a_mistake_in_an_inner_one_is_told_once_and_there() {
        var problem = problem(
                READS,
                counts("n", "reads", 0),
                counts("outer", "n", 2),
                correlation("temporal", "rules: [outer, n]\n"));
        assertThat(problem.line()).isEqualTo(17);
        assertThat(problem.message()).contains("holds for zero");
    }

    @Test
    void a_correlation_without_a_type_or_a_list_of_names_that_are_none_is_told_as_before() {
        assertThat(problem(READS, counts("n", "[[reads]]", 2)).message()).contains("single value");
        assertThat(problem(READS, SENDS, counts("n", "{a: b}", 2), correlation("temporal", "rules: [reads, sends]\n"))
                        .message())
                .contains("single value");
    }
}
