package dev.mandate.audit.engine.sigma.correlation;

import static dev.mandate.audit.engine.sigma.correlation.SigmaRun.APPROVES;
import static dev.mandate.audit.engine.sigma.correlation.SigmaRun.READS;
import static dev.mandate.audit.engine.sigma.correlation.SigmaRun.SENDS;
import static dev.mandate.audit.engine.sigma.correlation.SigmaRun.correlation;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mandate.audit.engine.sigma.correlation.types.EventFields;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CorrelatorStateTest {
    private static final String ORDERED = correlation("temporal_ordered", "rules: [reads, sends]\n");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34})
    void a_session_matches_exactly_if_some_send_follows_some_read_in_whatever_order_they_arrive(long seed) {
        var random = new Random(seed);
        for (int round = 0; round < 50; round++) {
            var events = new ArrayList<SigmaRun.Told>();
            for (int i = 0; i < 4; i++) {
                var label = random.nextInt(3) == 0 ? "egress" : "private";
                var at = Instant.parse("2026-01-01T10:00:00Z").plusSeconds(60L * random.nextInt(20));
                Map<String, List<?>> fields = Map.of("session", List.of("s1"), "tool.labels", List.of(label));
                events.add(new SigmaRun.Told("e" + i, at, fields));
            }
            boolean expected = events.stream().anyMatch(read -> events.stream().anyMatch(send -> follows(read, send)));
            events.addAll(List.copyOf(events)); // everything is delivered twice
            Collections.shuffle(events, random);
            assertThat(told(events).matches())
                    .as("seed %d, %s", seed, events)
                    .satisfies(matches -> assertThat(!matches.isEmpty()).isEqualTo(expected))
                    .allSatisfy(match -> assertThat(match.events().get(1).at())
                            .isBetween(
                                    match.events().get(0).at(),
                                    match.events().get(0).at().plusSeconds(600)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"temporal_ordered", "temporal", "event_count"})
    void after_all_has_come_only_that_stands_which_stands_when_it_comes_in_order(String type) {
        var rule = correlation(
                type,
                "rules: [reads, sends]\nx-until: approves\n"
                        + (type.equals("event_count") ? "condition: {gte: 3}\n" : ""));
        var random = new Random(7);
        int withdrawn = 0;
        for (int round = 0; round < 300; round++) {
            var events = new ArrayList<SigmaRun.Told>();
            for (int i = 0; i < 9; i++) {
                Map<String, List<?>> fields =
                        switch (random.nextInt(4)) {
                            case 0 -> Map.of("session", List.of("s1"), "action.kind", List.of("approval"));
                            case 1 -> labelled("egress");
                            default -> labelled("private");
                        };
                events.add(new SigmaRun.Told("e" + i, Instant.EPOCH.plusSeconds(30L * i), fields));
            }
            var inOrder = SigmaRun.with(READS, SENDS, APPROVES, rule);
            events.forEach(inOrder::tell);
            Collections.shuffle(events, random);
            var late = SigmaRun.with(READS, SENDS, APPROVES, rule);
            events.forEach(late::tell);
            assertThat(late.standing()).as("%s", events).isEqualTo(inOrder.standing());
            if (late.matches().size() + late.again().size() > late.standing().size()) withdrawn++;
        }
        assertThat(withdrawn).as("the stories have matches to take back").isGreaterThan(20);
    }

    @ParameterizedTest
    @ValueSource(strings = {"event_count", "value_count", "value_sum"})
    void also_of_conditions_that_more_events_make_untrue(String type) {
        var field = type.equals("event_count") ? "" : ", field: size";
        var rule = correlation(type, "rules: reads\nx-until: approves\ncondition: {eq: 3" + field + "}\n");
        var random = new Random(11);
        int withdrawn = 0;
        for (int round = 0; round < 300; round++) {
            var events = new ArrayList<SigmaRun.Told>();
            for (int i = 0; i < 9; i++) {
                Map<String, List<?>> fields = random.nextInt(4) == 0
                        ? Map.of("session", List.of("s1"), "action.kind", List.of("approval"))
                        : Map.of(
                                "session",
                                List.of("s1"),
                                "tool.labels",
                                List.of("private"),
                                "size",
                                List.of(random.nextInt(4) - 1));
                events.add(new SigmaRun.Told("e" + i, Instant.EPOCH.plusSeconds(30L * i), fields));
            }
            var inOrder = SigmaRun.with(READS, APPROVES, rule);
            events.forEach(inOrder::tell);
            Collections.shuffle(events, random);
            var late = SigmaRun.with(READS, APPROVES, rule);
            events.forEach(late::tell);
            assertThat(late.standing()).as("%s", events).isEqualTo(inOrder.standing());
            if (late.everStood().size() > late.standing().size()) withdrawn++;
        }
        assertThat(withdrawn).as("the stories have matches to take back").isGreaterThan(20);
    }

    private static boolean follows(SigmaRun.Told read, SigmaRun.Told send) {
        var gap = Duration.between(read.at(), send.at());
        return read.values("tool.labels").contains("private")
                && send.values("tool.labels").contains("egress")
                && !gap.isNegative()
                && gap.compareTo(Duration.ofMinutes(10)) <= 0;
    }

    private static SigmaRun told(List<? extends EventFields> events) {
        var run = SigmaRun.with(READS, SENDS, ORDERED);
        events.forEach(run::tell);
        return run;
    }

    @Test
    void a_late_event_completes_a_sequence() {
        var run = SigmaRun.with(READS, SENDS, ORDERED);
        run.at("10:00")
                .reads()
                .at("10:14")
                .reads()
                .at("10:15")
                .reads()
                .at("10:09")
                .sends();
        assertThat(run.matchedEvents()).containsExactly(List.of("e1", "e4"));
    }

    @Test
    void a_duplicate_leaves_the_state_byte_for_byte() {
        var run = SigmaRun.with(READS, SENDS, ORDERED)
                .at("10:00")
                .reads()
                .at("10:04")
                .sends();
        var before = Map.copyOf(run.states());
        run.at("10:00").delivered("e1", "tool.labels", "private").at("10:04").delivered("e2", "tool.labels", "egress");
        assertThat(run.matches()).hasSize(1);
        assertThat(run.states()).allSatisfy((key, state) -> assertThat(state).isEqualTo(before.get(key)));
    }

    @Test
    void an_event_dated_years_ahead_hides_nothing() {
        var run = SigmaRun.with(READS, SENDS, ORDERED).at("10:00").reads();
        var ahead = Instant.parse("2036-01-01T00:00:00Z");
        run.tell(
                new SigmaRun.Told("ahead", ahead, Map.of("session", List.of("s1"), "tool.labels", List.of("private"))));
        run.at("10:04").sends();
        assertThat(run.matchedEvents()).containsExactly(List.of("e1", "e2"));
    }

    @Test
    void a_flood_of_one_kind_keeps_the_state_small_and_pushes_out_no_other_kind() {
        var rule = correlation("temporal_ordered", "rules: [reads, sends, approves]\n");
        var run =
                SigmaRun.with(READS, SENDS, APPROVES, rule).at("10:00").reads().at("10:01");
        for (int i = 0; i < 2000; i++) run.sends();
        assertThat(run.states().values()).allSatisfy(state -> {
            assertThat(only(state).size()).isLessThanOrEqualTo(256);
            assertThat(state.length).isLessThan(16_000);
        });
        assertThat(run.at("10:04").approves().matches()).hasSize(1);
    }

    @Test
    void incidents_of_many_days_are_told_and_the_state_stays_small() {
        var run = SigmaRun.with(READS, SENDS, ORDERED);
        for (int day = 0; day < 300; day++) {
            var then = Instant.parse("2026-02-01T00:00:00Z").plus(Duration.ofDays(day));
            run.at("10:00").reads();
            run.tell(new SigmaRun.Told("r" + day, then, labelled("private")));
            run.at("10:00").reads();
            run.tell(new SigmaRun.Told("s" + day, then, labelled("egress")));
        }
        assertThat(run.matches()).hasSize(300);
        assertThat(run.states().values()).allSatisfy(state -> {
            assertThat(state.length).isLessThan(16_000);
            assertThat(only(state).told()).hasSize(16);
        });
    }

    /** The state of the one rule. */
    private static CorrelationState only(byte[] stored) {
        var states = GroupStates.fromBytes(stored);
        return states.of(states.rules().iterator().next());
    }

    private static Map<String, List<?>> labelled(String label) {
        return Map.of("session", List.of("s1"), "tool.labels", List.of(label));
    }

    @Test
    void an_incident_that_was_earlier_but_arrives_later_is_told() {
        var run = SigmaRun.with(READS, SENDS, ORDERED)
                .at("10:15")
                .reads()
                .at("10:16")
                .sends();
        run.at("10:01").reads().at("10:02").sends();
        assertThat(run.matchedEvents()).containsExactly(List.of("e1", "e2"), List.of("e3", "e4"));
    }

    @Test
    void what_is_two_timespans_old_is_forgotten() {
        var run = SigmaRun.with(READS, SENDS, ORDERED)
                .at("10:00")
                .reads()
                .at("11:00")
                .reads()
                .at("12:00")
                .reads();
        assertThat(run.states().values()).singleElement().satisfies(state -> {
            var read = only(state);
            assertThat(read.size()).isEqualTo(2);
            assertThat(read.newest()).isEqualTo("2026-01-01T12:00:00Z");
        });
    }

    @Test
    void a_rule_with_other_logic_starts_anew_and_one_with_another_title_goes_on() {
        var read = new SigmaRun.Told(
                "r", Instant.EPOCH, Map.of("session", List.of("s1"), "tool.labels", List.of("private")));
        var send = new SigmaRun.Told(
                "s", Instant.EPOCH, Map.of("session", List.of("s1"), "tool.labels", List.of("egress")));
        var first = SigmaRun.book(READS, SENDS, ORDERED);
        var group = first.groups(read).get(0);
        var state =
                Correlator.advance(first, group, CorrelationState.empty(), read).state();
        var renamed = SigmaRun.book(READS, SENDS, ORDERED.replace("a correlation", "renamed"));
        assertThat(Correlator.advance(renamed, group, state, send).matches()).hasSize(1);
        assertThat(renamed.digest()).isNotEqualTo(first.digest());
        var shorter = SigmaRun.book(READS, SENDS, ORDERED.replace("10m", "9m"));
        assertThat(Correlator.advance(shorter, group, state, send).matches()).isEmpty();
        assertThat(Correlator.advance(SigmaRun.book(READS), group, state, send)
                        .state()
                        .size())
                .isZero();
    }

    @Test
    void the_fingerprint_of_a_match_is_the_same_wherever_it_is_found() {
        var one = SigmaRun.with(READS, SENDS, ORDERED)
                .at("10:00")
                .reads()
                .at("10:04")
                .sends();
        var other = SigmaRun.with(READS, SENDS, ORDERED)
                .at("10:00")
                .reads()
                .at("10:04")
                .sends();
        assertThat(one.matches().get(0).fingerprint())
                .isEqualTo(other.matches().get(0).fingerprint());
        var later = SigmaRun.with(READS, SENDS, ORDERED)
                .at("10:00")
                .reads()
                .reads()
                .at("10:04")
                .sends();
        assertThat(later.matches().get(0).fingerprint())
                .isNotEqualTo(one.matches().get(0).fingerprint());
    }

    @Test
    void long_ids_and_values_do_not_grow_the_state() {
        var run = SigmaRun.with(READS).in("s".repeat(100_000)).at("10:00");
        run.delivered("x".repeat(100_000), "tool.labels", "private");
        assertThat(run.matches()).hasSize(1);
        assertThat(run.states())
                .allSatisfy(
                        (key, state) -> assertThat(key.length() + state.length).isLessThan(400));
    }

    @Test
    void values_of_every_alphabet_are_kept_as_they_are() {
        var rule = correlation("value_count", "rules: [reads]\ncondition: {gte: 5, field: to}\n");
        var run = SigmaRun.with(READS, rule).at("10:00");
        for (var to : List.of("plain", "\u0000plain", "\u00fcber", "\u6f22\u5b57", "\ud83d\ude00")) {
            assertThat(run.matches()).isEmpty();
            run.event("tool.labels", "private", "to", to).event("tool.labels", "private", "to", to);
        }
        assertThat(run.matches()).hasSize(1);
    }

    @Test
    void bytes_that_are_no_state_are_refused() {
        assertThatThrownBy(() -> GroupStates.fromBytes(new byte[] {9, 9})).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> GroupStates.fromBytes(new byte[] {1, 0})).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void what_many_rules_know_alike_is_kept_once() {
        var documents = new ArrayList<>(List.of(READS, SENDS));
        for (int i = 0; i < 100; i++) documents.add(ORDERED.replace("id: correlated", "id: correlated-" + i));
        var rules = SigmaRun.book(documents.toArray(String[]::new));
        var states = GroupStates.empty();
        for (int i = 0; i < 20; i++) {
            var read = new SigmaRun.Told("e" + i, Instant.EPOCH.plusSeconds(i), labelled("private"));
            var changed = new HashMap<String, CorrelationState>();
            for (var group : rules.groups(read))
                changed.put(
                        group.rule(),
                        Correlator.advance(rules, group, states.of(group.rule()), read)
                                .state());
            states = states.with(changed, rules);
        }
        var stored = states.toBytes();
        assertThat(stored.length).isLessThan(20 * 50 + 100 * 150);
        var read = GroupStates.fromBytes(stored);
        assertThat(read.rules())
                .hasSize(100)
                .allSatisfy(rule -> assertThat(read.of(rule).size()).isEqualTo(20));
    }
}
