package dev.mandate.audit.engine.sigma.correlation;

import static dev.mandate.audit.engine.sigma.correlation.SigmaRun.APPROVES;
import static dev.mandate.audit.engine.sigma.correlation.SigmaRun.READS;
import static dev.mandate.audit.engine.sigma.correlation.SigmaRun.SENDS;
import static dev.mandate.audit.engine.sigma.correlation.SigmaRun.correlation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.audit.engine.sigma.correlation.types.Rule;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Correlations of correlations. */
class ChainTest {
    private static final String THREE_READS =
            inner("many-reads", "event_count", "session", "5m", "rules: reads\ncondition: {gte: 3}\n");
    private static final String THEN_SENDS = correlation("temporal_ordered", "rules: [many-reads, sends]\n");

    private static String inner(String name, String type, String groupBy, String timespan, String lines) {
        return """
            title: %s
            name: %s
            correlation:
              type: %s
              group-by: %s
              timespan: %s
            %s""".formatted(name, name, type, groupBy, timespan, lines.indent(2));
    }

    private static SigmaRun manyReadsThenASend() {
        return SigmaRun.with(READS, SENDS, THREE_READS, THEN_SENDS);
    }

    @Test
    void a_match_of_one_is_an_event_of_the_other_and_all_its_events_are_evidence() {
        var run = manyReadsThenASend()
                .at("10:00")
                .reads()
                .at("10:02")
                .reads()
                .at("10:04")
                .reads();
        assertThat(run.matches()).isEmpty();
        run.at("10:09").sends();
        assertThat(run.matches()).singleElement().satisfies(match -> {
            assertThat(match.rule().id()).isEqualTo("correlated");
            assertThat(match.events()).extracting(Match.Event::id).containsExactly("e1", "e2", "e3", "e4");
        });
    }

    @Test
    void the_example_of_the_specification_is_read() {
        var failed = SigmaRun.detection("failed_login", "result.status: failed");
        var successful = SigmaRun.detection("successful_login", "result.status: succeeded");
        var many = inner(
                "multiple_failed_login",
                "event_count",
                "session",
                "10m",
                "rules: [failed_login]\ncondition: {gte: 10}\n");
        var run = SigmaRun.with(
                correlation("temporal_ordered", "rules: [multiple_failed_login, successful_login]\n"),
                many,
                failed,
                successful);
        run.at("10:00");
        for (int i = 0; i < 9; i++) run.event("result.status", "failed");
        assertThat(run.event("result.status", "succeeded").matches()).isEmpty();
        run.event("result.status", "failed").event("result.status", "succeeded");
        assertThat(run.matches())
                .singleElement()
                .satisfies(match -> assertThat(match.events()).hasSize(11));
    }

    @Test
    void a_match_happens_when_its_last_event_does_and_may_have_begun_before_the_timespan_of_the_outer_one() {
        var run = manyReadsThenASend()
                .at("10:00")
                .reads()
                .at("10:04")
                .reads()
                .at("10:05")
                .reads();
        assertThat(run.at("10:15").sends().matches()).hasSize(1);
        assertThat(run.at("10:15:00.001").sends().again()).isEmpty();
    }

    @Test
    void what_completes_a_match_is_no_other_step_of_the_same_sequence() {
        var rule = correlation("temporal_ordered", "rules: [many-reads, reads]\n");
        var run = SigmaRun.with(READS, THREE_READS, rule)
                .at("10:00")
                .reads()
                .at("10:01")
                .reads()
                .at("10:02")
                .reads();
        assertThat(run.matches()).isEmpty();
        assertThat(run.at("10:03").reads().matchedEvents()).containsExactly(List.of("e1", "e2", "e3", "e4"));
    }

    @Test
    void inner_rules_are_silent_and_need_no_level_unless_the_outer_one_says_generate() {
        assertThat(SigmaRun.book(READS, SENDS, THREE_READS, THEN_SENDS).rules())
                .extracting(Rule::id)
                .containsExactly("correlated");
        var loud = THEN_SENDS + "  generate: true\n";
        assertThat(SigmaRun.problems(READS, SENDS, THREE_READS, loud))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("needs 'level:'"));
        var run =
                SigmaRun.with(READS, SENDS, THREE_READS + "level: low\n", loud).at("10:00");
        run.reads().reads().reads().sends();
        assertThat(run.matches())
                .extracting(match -> match.rule().id())
                .containsExactlyInAnyOrder("many-reads", "sends", "correlated");
    }

    @Test
    void matches_are_counted_and_each_further_event_is_one_more() {
        var rule = correlation("event_count", "rules: many-reads\ncondition: {gte: 2}\n");
        var run = SigmaRun.with(READS, THREE_READS, rule)
                .at("10:00")
                .reads()
                .reads()
                .reads();
        assertThat(run.matches()).isEmpty();
        assertThat(run.reads().matchedEvents()).containsExactly(List.of("e1", "e2", "e3", "e4"));
    }

    @Test
    void values_of_matches_are_counted_where_the_inner_one_groups_by_them() {
        var probed = inner(
                "probed", "event_count", "[session, recipient.domain]", "5m", "rules: sends\ncondition: {gte: 2}\n");
        var rule = correlation("value_count", "rules: probed\ncondition: {gte: 3, field: recipient.domain}\n");
        var run = SigmaRun.with(SENDS, probed, rule).at("10:00");
        for (var domain : List.of("a", "b", "c", "a", "b", "d"))
            run.event("tool.labels", "egress", "recipient.domain", domain);
        assertThat(run.matches()).isEmpty();
        run.event("tool.labels", "egress", "recipient.domain", List.of("x", "c"));
        assertThat(run.matchedEvents()).containsExactly(List.of("e1", "e2", "e3", "e4", "e5", "e7"));
    }

    @Test
    void values_by_which_the_inner_one_groups_are_summed() {
        var repeated = inner("repeated", "event_count", "[session, size]", "5m", "rules: sends\ncondition: {gte: 2}\n");
        var rule = correlation("value_sum", "rules: repeated\ncondition: {gte: 30, field: size}\n");
        var run = SigmaRun.with(SENDS, repeated, rule).at("10:00");
        for (int size : List.of(10, 20, 10)) run.event("tool.labels", "egress", "size", size);
        assertThat(run.matches()).isEmpty();
        assertThat(run.event("tool.labels", "egress", "size", 20).matches()).hasSize(1);
    }

    @Test
    void two_correlations_in_any_order() {
        var manySends = THREE_READS.replace("many-reads", "many-sends").replace("rules: reads", "rules: sends");
        var rule = correlation("temporal", "rules: [many-reads, many-sends]\n");
        var run = SigmaRun.with(READS, SENDS, THREE_READS, manySends, rule);
        run.at("10:00")
                .sends()
                .at("10:01")
                .reads()
                .at("10:02")
                .sends()
                .at("10:03")
                .reads()
                .at("10:04")
                .sends();
        assertThat(run.matches()).isEmpty();
        assertThat(run.at("10:05").reads().matchedEvents())
                .containsExactly(List.of("e1", "e2", "e3", "e4", "e5", "e6"));
    }

    @Test
    void a_correlation_can_cancel_and_an_inner_one_can_be_cancelled() {
        var twice = THREE_READS.replace("many-reads", "approved-twice").replace("rules: reads", "rules: approves");
        var rule = correlation("temporal_ordered", "rules: [reads, sends]\nx-until: approved-twice\n");
        var outer = SigmaRun.with(READS, SENDS, APPROVES, twice.replace("gte: 3", "gte: 2"), rule);
        outer.at("10:00").reads().at("10:01").approves().at("10:02").sends();
        assertThat(outer.matches()).hasSize(1);
        outer.in("s2")
                .at("10:00")
                .reads()
                .at("10:01")
                .approves()
                .at("10:02")
                .approves()
                .at("10:03")
                .sends();
        assertThat(outer.matches()).hasSize(1);

        var inner = SigmaRun.with(READS, SENDS, APPROVES, THREE_READS + "  x-until: approves\n", THEN_SENDS);
        inner.at("10:00")
                .reads()
                .reads()
                .at("10:01")
                .approves()
                .at("10:02")
                .reads()
                .sends();
        assertThat(inner.matches()).isEmpty();
        inner.at("10:03").reads().reads().at("10:04").sends();
        assertThat(inner.matchedEvents()).containsExactly(List.of("e4", "e6", "e7", "e8"));
    }

    @Test
    void an_outer_one_groups_by_some_of_the_fields_of_its_inner_one() {
        var bySession =
                inner("many-reads", "event_count", "[session, agent]", "5m", "rules: reads\ncondition: {gte: 2}\n");
        var byAgent = correlation("event_count", "rules: many-reads\ncondition: {gte: 2}\n")
                .replace("group-by: session", "group-by: agent");
        var run = SigmaRun.with(READS, bySession, byAgent).at("10:00");
        for (var session : List.of("s1", "s2", "s3")) run.in(session).event("tool.labels", "private", "agent", "ag1");
        assertThat(run.matches()).isEmpty();
        run.in("s2").event("tool.labels", "private", "agent", "ag1");
        run.in("s3").event("tool.labels", "private", "agent", "ag2");
        assertThat(run.matches()).isEmpty();
        run.in("s1").event("tool.labels", "private", "agent", "ag1");
        assertThat(run.matches()).singleElement().satisfies(match -> {
            assertThat(match.group().shares().values()).containsExactly("ag1");
            assertThat(match.group().shares().bySession()).isFalse();
            assertThat(match.events()).extracting(Match.Event::id).containsExactly("e1", "e2", "e4", "e6");
        });
    }

    @Test
    void aliases_say_which_field_of_the_inner_one_is_meant() {
        var reader = inner("read-twice", "event_count", "[session, reader]", "5m", """
            rules: reads
            condition: {gte: 2}
            aliases: {reader: {reads: agent}}
            """);
        var rule = correlation("temporal_ordered", """
            rules: [read-twice, sends]
            aliases:
              who: {read-twice: reader, sends: sender}
            """).replace("group-by: session", "group-by: who");
        var run = SigmaRun.with(READS, SENDS, reader, rule).at("10:00");
        run.event("tool.labels", "private", "agent", "ag1").event("tool.labels", "private", "agent", "ag2");
        run.at("10:01").event("tool.labels", "egress", "sender", "ag1");
        assertThat(run.matches()).isEmpty();
        run.at("10:02");
        run.event("tool.labels", "private", "agent", "ag1").event("tool.labels", "egress", "sender", "ag2");
        assertThat(run.matches()).isEmpty();
        assertThat(run.event("tool.labels", "egress", "sender", "ag1").matchedEvents())
                .containsExactly(List.of("e1", "e4", "e6"));
    }

    @Test
    void four_levels_are_followed_and_each_call_is_named_once() {
        var twice = inner("twice", "event_count", "session", "5m", "rules: reads\ncondition: {gte: 2}\n");
        var sent = inner("sent", "temporal_ordered", "session", "5m", "rules: [twice, sends]\n");
        var again = inner("again", "event_count", "session", "1h", "rules: sent\ncondition: {gte: 2}\n");
        var run = SigmaRun.with(
                READS, SENDS, APPROVES, twice, sent, again, correlation("temporal", "rules: [again, approves]\n"));
        run.at("10:00")
                .reads()
                .reads()
                .sends()
                .at("10:30")
                .reads()
                .reads()
                .approves()
                .at("10:31")
                .sends();
        assertThat(run.matchedEvents()).containsExactly(List.of("e1", "e2", "e3", "e4", "e5", "e6", "e7"));
        assertThat(run.matches().get(0).rule().timespan()).isEqualTo(Duration.ofMinutes(10 + 60 + 5 + 5));
    }

    @Test
    void events_of_the_same_instant_count_as_in_order() {
        var run = SigmaRun.with(
                        READS, SENDS, THREE_READS, correlation("temporal_ordered", "rules: [sends, many-reads]\n"))
                .at("10:00");
        assertThat(run.reads().reads().reads().sends().matches()).hasSize(1);
    }

    @Test
    void a_late_event_completes_an_inner_match_and_with_it_the_outer_one() {
        var run = manyReadsThenASend()
                .at("10:00")
                .reads()
                .at("10:03")
                .reads()
                .at("10:06")
                .sends();
        assertThat(run.matches()).isEmpty();
        assertThat(run.at("10:02").reads().matchedEvents()).containsExactly(List.of("e1", "e4", "e2", "e3"));
    }

    @Test
    void a_late_event_that_cancels_an_inner_match_takes_the_outer_one_back() {
        var run = SigmaRun.with(READS, SENDS, APPROVES, THREE_READS + "  x-until: approves\n", THEN_SENDS);
        run.at("10:00").reads().reads().at("10:02").reads().at("10:03").sends();
        assertThat(run.standing()).containsExactly("e4");
        assertThat(run.at("10:01").approves().standing()).isEmpty();
        run.at("10:02:30").reads().reads().at("10:04").sends();
        assertThat(run.standing())
                .as("what was told early is told when it comes true")
                .containsExactlyInAnyOrder("e4", "e8");
    }

    @Test
    void what_cancels_the_canceller_lets_the_match_stand() {
        var confirmed =
                inner("confirmed", "temporal_ordered", "session", "5m", "rules: [approves, reads]\nx-until: revokes\n");
        var rule = correlation("temporal_ordered", "rules: [reads, sends]\nx-until: confirmed\n");
        var revokes = SigmaRun.detection("revokes", "action.kind: revocation");
        var run = SigmaRun.with(READS, SENDS, APPROVES, revokes, confirmed, rule);
        run.at("10:00")
                .reads()
                .at("10:01")
                .approves()
                .at("10:03")
                .reads()
                .at("10:04")
                .sends();
        assertThat(run.standing()).isEmpty();
        run.at("10:02").event("action.kind", "revocation");
        assertThat(run.standing()).containsExactly("e4");
    }

    @Test
    void a_duplicate_leaves_the_state_byte_for_byte() {
        var run = manyReadsThenASend().at("10:00").reads().reads().reads().sends();
        var before = Map.copyOf(run.states());
        run.delivered("e2", "tool.labels", "private").delivered("e4", "tool.labels", "egress");
        assertThat(run.matches()).hasSize(1);
        assertThat(run.again()).isEmpty();
        assertThat(run.states()).allSatisfy((key, state) -> assertThat(state).isEqualTo(before.get(key)));
    }

    @Test
    void another_inner_rule_is_another_version_and_other_words_of_it_keep_what_has_begun() {
        var book = SigmaRun.book(READS, SENDS, THREE_READS, THEN_SENDS);
        var renamed = SigmaRun.book(READS, SENDS, THREE_READS.replace("title: many", "title: very many"), THEN_SENDS);
        var stricter = SigmaRun.book(READS, SENDS, THREE_READS.replace("gte: 3", "gte: 4"), THEN_SENDS);
        assertThat(List.of(book, renamed, stricter))
                .extracting(each -> each.rules().get(0).version())
                .doesNotHaveDuplicates();
        var kept = SigmaRun.with().rulesBecome(book).at("10:00").reads().reads().reads();
        assertThat(kept.rulesBecome(renamed).sends().matches()).hasSize(1);
        var lost = SigmaRun.with().rulesBecome(book).at("10:00").reads().reads().reads();
        assertThat(lost.rulesBecome(stricter).reads().sends().matches()).isEmpty();
        assertThat(SigmaRun.book(READS.replace("private", "secret"), SENDS, THREE_READS, THEN_SENDS)
                        .digest())
                .isNotEqualTo(book.digest());
    }

    @Test
    void a_replaced_version_completes_what_had_begun_and_stays_as_long_as_a_match_can_last() {
        var book = SigmaRun.book(READS, SENDS, THREE_READS, THEN_SENDS);
        var next = SigmaRun.book(READS, SENDS, THREE_READS.replace("gte: 3", "gte: 30"), THEN_SENDS);
        var run = SigmaRun.with().rulesBecome(book).at("10:00").reads().at("10:01");
        var then = run.now();
        run.rulesBecome(next, book.replacedAt(then))
                .at("10:04")
                .reads()
                .at("10:05")
                .reads()
                .at("10:14")
                .sends();
        assertThat(run.matches())
                .singleElement()
                .satisfies(match -> assertThat(match.rule().version())
                        .isEqualTo(book.rules().get(0).version()));
        run.in("s2").at("10:05").reads().reads().reads().at("10:06").sends();
        assertThat(run.matches()).as("it begins nothing").hasSize(1);
        var both = RuleBook.of(List.of(next, book.replacedAt(then)));
        assertThat(both.at(then.plus(Duration.ofMinutes(20)))).isSameAs(both);
        assertThat(both.at(then.plus(Duration.ofMinutes(21))).digest()).isEqualTo(next.digest());
    }

    @Test
    void a_shadow_has_sequences_of_its_own() {
        var book = SigmaRun.book(READS, SENDS, THREE_READS, THEN_SENDS);
        var run = SigmaRun.with().rulesBecome(book, book.asShadow()).at("10:00");
        run.reads().reads().reads().sends();
        assertThat(run.matches()).extracting(Match::shadow).containsExactly(false, true);
    }

    @Test
    void what_has_begun_is_told_in_the_steps_of_the_outer_one() {
        var run = manyReadsThenASend().at("10:00").reads().reads();
        assertThat(run.open()).isEmpty();
        assertThat(run.at("10:02").reads().open()).singleElement().satisfies(open -> {
            assertThat(open.seen()).containsExactly("many-reads");
            assertThat(open.waitsFor()).containsExactly("sends");
            assertThat(open.since()).isEqualTo("2026-01-01T10:02:00Z");
            assertThat(open.until()).isEqualTo("2026-01-01T10:12:00Z");
        });
        assertThat(run.at("10:13").open()).isEmpty();
    }

    @Test
    void a_flood_keeps_the_state_small_and_pushes_out_no_other_kind() {
        var rule = correlation("temporal_ordered", "rules: [approves, many-reads, sends]\n");
        var run = SigmaRun.with(READS, SENDS, APPROVES, THREE_READS, rule)
                .at("10:00")
                .approves();
        for (int i = 0; i < 2000; i++) run.reads();
        assertThat(run.states().values()).allSatisfy(state -> {
            assertThat(GroupStates.fromBytes(state)
                            .of(GroupStates.fromBytes(state).rules().iterator().next())
                            .size())
                    .isLessThanOrEqualTo(256);
            assertThat(state.length).isLessThan(16_000);
        });
        assertThat(run.at("10:01").sends().matches()).hasSize(1);
    }

    @Test
    void what_no_match_can_reach_any_more_is_forgotten() {
        var run = manyReadsThenASend()
                .at("10:00")
                .reads()
                .at("10:31")
                .reads()
                .at("11:00")
                .reads();
        assertThat(run.states().values()).singleElement().satisfies(bytes -> {
            var states = GroupStates.fromBytes(bytes);
            assertThat(states.of(states.rules().iterator().next()).size()).isEqualTo(2);
        });
    }

    @Test
    void tests_of_inner_rules_run_too() {
        var tested = THREE_READS + """
            x-tests:
              positive:
                - name: two reads
                  events: [{at: "10:00", session: s, tool.labels: private, times: 2}]
            """;
        var outer = THEN_SENDS + """
            x-tests:
              positive:
                - name: three reads and a send
                  events:
                    - {at: "10:00", session: s, tool.labels: private, times: 3}
                    - {at: "10:01", session: s, tool.labels: egress}
              negative:
                - name: two reads and a send
                  events:
                    - {at: "10:00", session: s, tool.labels: private, times: 2}
                    - {at: "10:01", session: s, tool.labels: egress}
            """;
        var book = SigmaRun.book(READS, SENDS, tested, outer);
        assertThat(RuleTests.count(book)).isEqualTo(3);
        assertThat(RuleTests.run(book)).singleElement().satisfies(failure -> {
            assertThat(failure.rule()).isEqualTo("many-reads");
            assertThat(failure.test()).isEqualTo("two reads");
        });
    }
}
