package dev.mandate.audit.engine.sigma.correlation;

import static dev.mandate.audit.engine.sigma.correlation.SigmaRun.APPROVES;
import static dev.mandate.audit.engine.sigma.correlation.SigmaRun.READS;
import static dev.mandate.audit.engine.sigma.correlation.SigmaRun.SENDS;
import static dev.mandate.audit.engine.sigma.correlation.SigmaRun.correlation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.audit.engine.sigma.correlation.chains.GroupKey;
import dev.mandate.audit.engine.sigma.correlation.types.Level;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CorrelationTest {
    private static final String ORDERED = correlation("temporal_ordered", "rules: [reads, sends]\n");
    private static final String TOGETHER = correlation("temporal", "rules: [reads, sends]\n");

    @Test
    void a_read_then_a_send_is_one_match_that_names_both_events() {
        var run = SigmaRun.with(READS, SENDS, ORDERED)
                .at("10:00")
                .reads()
                .at("10:04")
                .sends();
        assertThat(run.matches()).singleElement().satisfies(match -> {
            assertThat(match.rule().id()).isEqualTo("correlated");
            assertThat(match.rule().level()).isEqualTo(Level.HIGH);
            assertThat(match.group().shares().values()).containsExactly("s1");
            assertThat(match.group().shares().bySession()).isTrue();
            assertThat(match.events()).extracting(Match.Event::id).containsExactly("e1", "e2");
        });
    }

    @Test
    void the_timespan_includes_its_last_instant_and_nothing_after() {
        assertThat(SigmaRun.with(READS, SENDS, ORDERED)
                        .at("10:00")
                        .reads()
                        .at("10:10")
                        .sends()
                        .matches())
                .hasSize(1);
        assertThat(SigmaRun.with(READS, SENDS, ORDERED)
                        .at("10:00")
                        .reads()
                        .at("10:10:00.001")
                        .sends()
                        .matches())
                .isEmpty();
        assertThat(SigmaRun.with(READS, SENDS, ORDERED)
                        .at("10:00")
                        .reads()
                        .at("11:00")
                        .sends()
                        .matches())
                .isEmpty();
    }

    @Test
    void another_session_is_another_story() {
        var run = SigmaRun.with(READS, SENDS, ORDERED)
                .at("10:00")
                .reads()
                .in("s2")
                .at("10:04")
                .sends();
        assertThat(run.matches()).isEmpty();
    }

    @Test
    void order_counts_only_where_the_rule_says_so() {
        assertThat(SigmaRun.with(READS, SENDS, ORDERED)
                        .at("10:00")
                        .sends()
                        .at("10:04")
                        .reads()
                        .matches())
                .isEmpty();
        assertThat(SigmaRun.with(READS, SENDS, TOGETHER)
                        .at("10:00")
                        .sends()
                        .at("10:04")
                        .reads()
                        .matches())
                .hasSize(1);
    }

    @Test
    void an_event_is_two_steps_only_where_order_does_not_count() {
        var both = List.of("private", "egress");
        assertThat(SigmaRun.with(READS, SENDS, ORDERED)
                        .at("10:00")
                        .event("tool.labels", both)
                        .matches())
                .isEmpty();
        assertThat(SigmaRun.with(READS, SENDS, TOGETHER)
                        .at("10:00")
                        .event("tool.labels", both)
                        .matches())
                .hasSize(1);
        var twice = SigmaRun.with(READS, SENDS, ORDERED)
                .at("10:00")
                .event("tool.labels", both)
                .at("10:01")
                .event("tool.labels", both);
        assertThat(twice.matchedEvents()).containsExactly(List.of("e1", "e2"));
    }

    @Test
    void the_same_millisecond_counts_as_in_order() {
        assertThat(SigmaRun.with(READS, SENDS, ORDERED)
                        .at("10:00")
                        .sends()
                        .reads()
                        .matches())
                .hasSize(1);
    }

    @Test
    void repeats_within_the_timespan_are_the_same_incident_and_later_ones_are_not() {
        var run = SigmaRun.with(READS, SENDS, ORDERED)
                .at("10:00")
                .reads()
                .at("10:04")
                .sends();
        run.at("10:05")
                .sends()
                .at("10:06")
                .reads()
                .at("10:07")
                .sends()
                .at("10:14")
                .sends();
        assertThat(run.matches()).hasSize(1);
        assertThat(run.again())
                .extracting(Match::incident)
                .hasSize(3)
                .containsOnly(run.matches().get(0).incident());
        run.at("10:20").reads().at("10:25").sends();
        assertThat(run.matchedEvents()).hasSize(2).last().isEqualTo(List.of("e7", "e8"));
    }

    @Test
    void what_never_rests_is_a_new_incident_after_a_day() {
        var run = SigmaRun.with(READS);
        for (int minutes = 0; minutes <= 25 * 60; minutes += 30)
            run.tell(new SigmaRun.Told(
                    "m" + minutes,
                    java.time.Instant.EPOCH.plusSeconds(60L * minutes),
                    java.util.Map.of("session", List.of("s1"), "tool.labels", List.of("private"))));
        assertThat(run.matches()).hasSize(2);
    }

    @Test
    void what_cancels_a_sequence_cancels_only_what_began_before() {
        var rule = correlation("temporal_ordered", "rules: [reads, sends]\nx-until: approves\n");
        assertThat(SigmaRun.with(READS, SENDS, APPROVES, rule)
                        .at("10:00")
                        .reads()
                        .at("10:02")
                        .approves()
                        .at("10:04")
                        .sends()
                        .matches())
                .isEmpty();
        assertThat(SigmaRun.with(READS, SENDS, APPROVES, rule)
                        .at("10:00")
                        .reads()
                        .at("10:02")
                        .approves()
                        .at("10:03")
                        .reads()
                        .at("10:04")
                        .sends()
                        .matches())
                .hasSize(1);
        assertThat(SigmaRun.with(READS, SENDS, APPROVES, rule)
                        .at("10:00")
                        .reads()
                        .at("10:04")
                        .sends()
                        .at("10:05")
                        .approves()
                        .matches())
                .hasSize(1);
    }

    @Test
    void events_are_counted_within_the_timespan() {
        var rule = correlation("event_count", "rules: [reads]\ncondition: {gte: 3}\n");
        var slow = SigmaRun.with(READS, rule)
                .at("10:00")
                .reads()
                .at("10:06")
                .reads()
                .at("10:12")
                .reads();
        assertThat(slow.matches()).isEmpty();
        var fast = SigmaRun.with(READS, rule)
                .at("10:00")
                .reads()
                .at("10:03")
                .reads()
                .at("10:06")
                .reads();
        assertThat(fast.matchedEvents()).containsExactly(List.of("e1", "e2", "e3"));
    }

    @Test
    void distinct_values_are_counted_and_repeated_ones_are_not() {
        var rule = correlation("value_count", "rules: [sends]\ncondition: {field: recipient.domain, gt: 2}\n");
        var run = SigmaRun.with(SENDS, rule).at("10:00");
        for (var domain : List.of("a.example", "b.example", "a.example", "b.example"))
            run.event("tool.labels", "egress", "recipient.domain", domain);
        assertThat(run.matches()).isEmpty();
        assertThat(run.event("tool.labels", "egress", "recipient.domain", "c.example")
                        .matches())
                .hasSize(1);
    }

    @Test
    void values_are_summed() {
        var rule = correlation("value_sum", "rules: [reads]\ncondition: {field: result.rows, gte: 1000}\n");
        var run = SigmaRun.with(READS, rule).at("10:00").event("tool.labels", "private", "result.rows", 999);
        run.event("tool.labels", "private", "result.rows", "many");
        assertThat(run.matches()).isEmpty();
        assertThat(run.event("tool.labels", "private", "result.rows", 1).matches())
                .hasSize(1);
    }

    @Test
    void the_mean_is_of_the_numbers_that_are_there_and_low_is_not_nothing() {
        var high = correlation("value_avg", "rules: [reads]\ncondition: {field: result.rows, gt: 500}\n");
        var run = SigmaRun.with(READS, high).at("10:00").event("tool.labels", "private", "result.rows", 400);
        run.event("tool.labels", "private", "result.rows", "many");
        run.event("tool.labels", "private", "result.rows", 600);
        assertThat(run.matches()).as("500 is not more than 500").isEmpty();
        run.event("tool.labels", "private", "result.rows", 504);
        assertThat(run.matches()).hasSize(1);

        var low = correlation("value_avg", "rules: [reads]\ncondition: {field: result.rows, lt: 2}\n");
        var few = SigmaRun.with(READS, low).at("10:00").reads();
        assertThat(few.matches()).as("no number at all").isEmpty();
        assertThat(few.event("tool.labels", "private", "result.rows", 1).matches())
                .hasSize(1);
    }

    @Test
    void numbers_that_are_too_old_leave_the_mean() {
        var rule = correlation("value_avg", "rules: [reads]\ncondition: {field: result.rows, gte: 100}\n");
        var run = SigmaRun.with(READS, rule).at("10:00").event("tool.labels", "private", "result.rows", 1);
        assertThat(run.at("10:05")
                        .event("tool.labels", "private", "result.rows", 150)
                        .matches())
                .isEmpty();
        assertThat(run.at("10:11")
                        .event("tool.labels", "private", "result.rows", 60)
                        .matches())
                .as("105, without the first")
                .hasSize(1);
    }

    @Test
    void a_percentile_is_one_of_the_numbers() {
        var rule = correlation(
                "value_percentile", "rules: [reads]\ncondition: {field: result.rows, percentile: 50, gte: 10}\n");
        var run = SigmaRun.with(READS, rule)
                .at("10:00")
                .event("tool.labels", "private", "result.rows", List.of(1, 2, 99));
        assertThat(run.matches()).as("the median is 2").isEmpty();
        run.event("tool.labels", "private", "result.rows", List.of(98, 97, 96));
        assertThat(run.matches()).as("of six the third is 96").hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"value_avg", "value_percentile", "value_sum"})
    void what_is_measured_does_not_depend_on_the_order_of_arrival(String type) {
        var condition = type.equals("value_sum") ? "gte: 120" : "gte: 40";
        var percentile = type.equals("value_percentile") ? "percentile: 80, " : "";
        var rule = correlation(type, "rules: [reads]\ncondition: {field: n, %s%s}\n".formatted(percentile, condition));
        var random = new Random(20261126);
        for (int round = 0; round < 40; round++) {
            var events = new ArrayList<Integer>();
            for (int i = 0; i < 8; i++) events.add(i);
            var values = random.ints(8, 0, 60).toArray();
            var inOrder = standing(rule, events, values);
            Collections.shuffle(events, random);
            assertThat(standing(rule, events, values))
                    .as("round %d, order %s, values %s", round, events, Arrays.toString(values))
                    .isEqualTo(inOrder);
        }
    }

    private static Object standing(String rule, List<Integer> order, int[] values) {
        var run = SigmaRun.with(READS, rule);
        for (int i : order) run.at("10:00:0" + i).delivered("e" + i, "tool.labels", "private", "n", values[i]);
        return run.standing();
    }

    @Test
    void an_alias_lets_rules_share_a_value_under_different_names() {
        var rule = """
            title: a correlation
            id: correlated
            level: high
            correlation:
              type: temporal_ordered
              rules: [reads, sends]
              group-by: who
              timespan: 10m
              aliases:
                who: {reads: agent, sends: sender}
            """;
        var run = SigmaRun.with(READS, SENDS, rule);
        run.at("10:00").event("tool.labels", "private", "agent", "ag1", "sender", "ag2");
        run.at("10:01").event("tool.labels", "egress", "agent", "ag1", "sender", "ag3");
        assertThat(run.matches()).isEmpty();
        run.at("10:02").event("tool.labels", "egress", "agent", "ag3", "sender", "ag1");
        assertThat(run.matches())
                .singleElement()
                .satisfies(
                        match -> assertThat(match.group().shares().bySession()).isFalse());
    }

    @Test
    void a_rule_that_stands_alone_matches_each_event_and_those_of_an_hour_are_one_incident() {
        var run = SigmaRun.with(READS).at("10:00").reads().reads().delivered("e1", "tool.labels", "private");
        assertThat(run.matchedEvents()).containsExactly(List.of("e1"));
        assertThat(run.again()).singleElement().satisfies(match -> {
            assertThat(match.events()).extracting(Match.Event::id).containsExactly("e2");
            assertThat(match.incident()).isEqualTo("e1");
        });
        run.at("11:30").reads();
        assertThat(run.matchedEvents()).containsExactly(List.of("e1"), List.of("e3"));
    }

    @Test
    void an_event_that_cancels_does_not_complete_what_it_cancels() {
        var rule = correlation("temporal_ordered", "rules: [reads, sends]\nx-until: approves\n");
        var run =
                SigmaRun.with(READS, SENDS, APPROVES, rule).at("10:00").reads().at("10:02");
        assertThat(run.event("tool.labels", "egress", "action.kind", "approval").matches())
                .isEmpty();
    }

    @Test
    void what_cancels_is_not_counted() {
        var rule = correlation("event_count", "rules: [reads]\ncondition: {gte: 1}\nx-until: approves\n");
        assertThat(SigmaRun.with(READS, APPROVES, rule).at("10:00").approves().matches())
                .isEmpty();
    }

    @Test
    void as_many_events_are_kept_as_the_condition_counts() {
        var rule = correlation("event_count", "rules: [reads]\ncondition: {gte: 300}\n");
        var run = SigmaRun.with(READS, rule).at("10:00");
        for (int i = 0; i < 299; i++) run.reads();
        assertThat(run.matches()).isEmpty();
        assertThat(run.reads().matches())
                .singleElement()
                .satisfies(match -> assertThat(match.events()).hasSize(300));
    }

    @Test
    void rules_that_serve_a_correlation_are_silent_unless_it_says_generate() {
        assertThat(SigmaRun.with(READS, SENDS, ORDERED).at("10:00").reads().matches())
                .isEmpty();
        var loud = correlation("temporal_ordered", "rules: [reads, sends]\ngenerate: true\n");
        assertThat(SigmaRun.with(READS, SENDS, loud).at("10:00").reads().matches())
                .hasSize(1);
        var asTheSchemaHasIt = "generate: true\n" + ORDERED;
        assertThat(SigmaRun.with(READS, SENDS, asTheSchemaHasIt)
                        .at("10:00")
                        .reads()
                        .matches())
                .hasSize(1);
        assertThat(SigmaRun.with(READS, SENDS, "generate: false\n" + ORDERED)
                        .at("10:00")
                        .reads()
                        .matches())
                .isEmpty();
    }

    @Test
    void how_many_of_its_rules_have_to_be_matched_a_condition_of_temporal_says() {
        var two = correlation("temporal", "rules: [reads, sends, approves]\ncondition: {gte: 2}\n");
        var run = SigmaRun.with(READS, SENDS, APPROVES, two).at("10:00").reads().reads();
        assertThat(run.matches()).as("one of them, twice").isEmpty();
        assertThat(run.at("10:04").approves().matchedEvents()).containsExactly(List.of("e2", "e3"));
        assertThat(run.at("10:05").sends().again()).as("a third one").hasSize(1);
        var no = SigmaRun.with(READS, SENDS, APPROVES, two)
                .at("10:00")
                .reads()
                .at("10:11")
                .sends();
        assertThat(no.matches()).as("one of them has left").isEmpty();
    }

    @Test
    void a_condition_that_all_rules_meet_says_of_a_sequence_what_it_says_without() {
        for (var condition : List.of("{gte: 2}", "{eq: 2}", "{gt: 1}", "{gte: 2, lte: 2}"))
            for (var type : List.of("temporal", "temporal_ordered")) {
                var rule = correlation(type, "rules: [reads, sends]\ncondition: " + condition + "\n");
                var run = SigmaRun.with(READS, SENDS, rule).at("10:00").reads();
                assertThat(run.matches()).as(type + condition).isEmpty();
                assertThat(run.sends().matches()).as(type + condition).hasSize(1);
            }
    }

    @Test
    void exactly_so_many_rules_is_taken_back_by_one_more_that_comes_late() {
        var two = correlation("temporal", "rules: [reads, sends, approves]\ncondition: {eq: 2}\n");
        var run = SigmaRun.with(READS, SENDS, APPROVES, two)
                .at("10:00")
                .reads()
                .at("10:04")
                .sends();
        assertThat(run.standing()).containsExactly("e2");
        assertThat(run.at("10:02").approves().standing()).containsExactly("e3");
    }

    @Test
    void the_field_of_a_condition_may_stand_in_a_list() {
        var rule = correlation("value_count", "rules: [reads]\ncondition: {gte: 2, field: [to]}\n");
        var run = SigmaRun.with(READS, rule)
                .at("10:00")
                .event("tool.labels", "private", "to", "a")
                .event("tool.labels", "private", "to", "b");
        assertThat(run.matches()).hasSize(1);
    }

    @Test
    void an_event_with_a_thousand_group_values_opens_few_groups() {
        var rule = correlation("event_count", "rules: [reads]\ncondition: {gte: 2}\n")
                .replace("group-by: session", "group-by: [session, recipient.address]");
        var many = IntStream.range(0, 1000).mapToObj(i -> "r" + i).toList();
        var run = SigmaRun.with(READS, rule).at("10:00");
        assertThat(run.event("tool.labels", "private", "recipient.address", many)
                        .states())
                .hasSize(16);
    }

    @Test
    void no_group_value_can_imitate_another_group() {
        var fields = List.of("a", "b");
        assertThat(new GroupKey("r", fields, List.of("x1:y", "z")).encoded())
                .isNotEqualTo(new GroupKey("r", fields, List.of("x", "y1:z")).encoded())
                .isNotEqualTo(new GroupKey("r", fields, List.of("x1:y1:z", "")).encoded());
        assertThat(new GroupKey("r", fields, List.of("xy", "z")).encoded())
                .isNotEqualTo(new GroupKey("r", fields, List.of("x", "yz")).encoded());
    }
}
