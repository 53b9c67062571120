package dev.mandate.audit.engine.job;

import static dev.mandate.audit.engine.job.RiskRun.rule;
import static dev.mandate.audit.engine.job.RiskRun.to;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.audit.engine.sigma.reading.RuleFile;
import dev.mandate.events.lifecycle.ToolLabel;
import dev.mandate.events.risk.FindingEvent;
import dev.mandate.events.risk.SessionRisk.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A call that cancels a sequence is told after the sequence was. */
class LateCancelTest {
    private static final String ASKS = """
        ---
        title: Asks somebody
        name: asks
        logsource: {product: mandate}
        detection:
          selection:
            tool.labels: grant
          condition: selection
        """;

    private static RuleFile untilAsked() {
        var rule = rule("data-exfiltration").text();
        var correlation = rule.substring(0, rule.indexOf("x-tests:"));
        return new RuleFile("asked.yml", correlation.stripTrailing() + "\n  x-until: asks\n" + ASKS);
    }

    private static RiskRun run() {
        return RiskRun.with(untilAsked()).tool("ask", ToolLabel.GRANT);
    }

    private static RiskRun told() {
        return run().at("10:00").reads("crm.contacts").at("10:04").sends("email", to("outside.example"));
    }

    @Test
    void what_comes_in_order_is_no_finding() {
        try (var run = run().at("10:00").reads("crm.contacts").at("10:02").calls("ask", Map.of())) {
            assertThat(run.at("10:04").sends("email", to("outside.example")).alerts())
                    .isEmpty();
        }
    }

    @Test
    void a_late_cancelling_call_within_the_sequence_withdraws_its_finding_and_says_why() {
        try (var run = told().dated("10:02").calls("ask", Map.of())) {
            assertThat(run.alerts()).hasSize(2);
            var told = run.alerts().get(0);
            assertThat(run.alerts()).last().satisfies(withdrawn -> {
                assertThat(withdrawn.findingInfo().uid())
                        .isEqualTo(told.findingInfo().uid());
                assertThat(withdrawn.activityId()).isEqualTo(FindingEvent.CLOSE);
                assertThat(withdrawn.typeUid()).isEqualTo(200403);
                assertThat(withdrawn.statusId()).isEqualTo(FindingEvent.RESOLVED);
                assertThat(withdrawn.statusDetail())
                        .contains("withdrawn", "agt_first called ask at 2026-01-15T10:02:00Z", "late");
                assertThat(withdrawn.alert()).isFalse();
                assertThat(withdrawn.evidences()).isEqualTo(told.evidences());
            });
            assertThat(run.incident().count()).isZero();
        }
    }

    @Test
    void what_the_session_may_not_do_because_of_it_stays_as_it_is() {
        try (var run = told().dated("10:02").calls("ask", Map.of())) {
            assertThat(run.state().level()).isEqualTo(Level.HIGH);
        }
    }

    @Test
    void what_differs_from_its_decision_cancels_nothing() {
        try (var run = run().at("10:00").reads("crm.contacts").permits("dec_other", "crm.contacts", Map.of())) {
            run.at("10:02").callsUnder("dec_other", "ask", Map.of());
            assertThat(run.at("10:04").sends("email", to("outside.example")).alerts())
                    .hasSize(1);
        }
    }

    @Test
    void a_late_cancelling_call_before_or_after_the_sequence_takes_nothing_back() {
        try (var run = told().dated("09:59").calls("ask", Map.of())) {
            run.at("10:05").calls("ask", Map.of());
            assertThat(run.alerts()).hasSize(1);
        }
    }

    @Test
    void one_that_comes_too_late_for_its_group_takes_nothing_back() {
        try (var run = told().at("10:08").reads("crm.contacts").dated("10:02").calls("ask", Map.of())) {
            assertThat(run.alerts()).hasSize(1);
        }
    }

    @Test
    void how_late_is_measured_against_its_own_group_and_no_other() {
        try (var run = told().inSession("del_other").at("10:20").reads("crm.contacts")) {
            run.inSession("del_task").dated("10:02").calls("ask", Map.of());
            assertThat(run.alerts()).hasSize(2);
        }
    }

    @Test
    void nobody_who_makes_up_a_call_takes_anything_back() {
        try (var run = told().withoutDecisions().dated("10:02").calls("ask", Map.of())) {
            assertThat(run.alerts()).hasSize(1);
        }
        try (var run = run().withoutDecisions().at("10:00").reads("crm.contacts")) {
            run.at("10:04").sends("email", to("outside.example"));
            run.dated("10:02").calls("ask", Map.of());
            assertThat(run.alerts()).as("nor what is told of made up calls").hasSize(1);
        }
    }

    @Test
    void of_two_matches_one_that_stands_keeps_the_finding_open() {
        try (var run = told().at("10:05").reads("crm.contacts").at("10:06").sends("email", to("b.example"))) {
            run.dated("10:02").calls("ask", Map.of());
            assertThat(run.alerts()).hasSize(3).last().satisfies(partly -> {
                assertThat(partly.activityId()).isEqualTo(FindingEvent.UPDATE);
                assertThat(partly.count()).isEqualTo(1);
                assertThat(partly.alert()).isTrue();
                assertThat(partly.message()).contains("agt_first called ask");
            });
        }
    }

    @Test
    void one_call_withdraws_all_that_began_before_it() {
        try (var run = told().at("10:05").sends("email", to("b.example"))) {
            run.dated("10:02").calls("ask", Map.of());
            assertThat(run.alerts()).hasSize(3).last().satisfies(withdrawn -> {
                assertThat(withdrawn.activityId()).isEqualTo(FindingEvent.CLOSE);
            });
        }
    }

    @Test
    void what_was_withdrawn_is_told_again_when_more_of_it_comes() {
        try (var run = told().dated("10:02").calls("ask", Map.of())) {
            run.at("10:05").reads("crm.contacts").sends("email", to("b.example"));
            assertThat(run.alerts()).hasSize(3).last().satisfies(again -> {
                assertThat(again.activityId()).isEqualTo(FindingEvent.UPDATE);
                assertThat(again.count()).isEqualTo(1);
                assertThat(again.alert()).isTrue();
            });
        }
    }

    @Test
    void a_late_call_that_is_delivered_twice_withdraws_once() {
        try (var run = told().dated("10:02")) {
            var ask = run.decides("dec_ask", "ask", true).wire("ask", Map.of(), "ask");
            run.record(ask).record(ask);
            assertThat(run.alerts()).hasSize(2);
        }
    }

    @Test
    void a_replay_withdraws_the_same_by_the_same_ids() {
        var replays = new ArrayList<List<String>>();
        for (int replay = 0; replay < 2; replay++)
            try (var run = told().dated("10:02").calls("ask", Map.of())) {
                run.at("10:05").reads("crm.contacts").sends("email", to("b.example"));
                replays.add(run.findingEvents());
            }
        assertThat(replays.get(0)).hasSize(3).doesNotHaveDuplicates().isEqualTo(replays.get(1));
    }

    @Test
    void matches_that_nothing_can_take_back_any_more_are_not_kept() {
        try (var run = told()) {
            for (int minute = 10; minute < 60; minute += 6)
                run.at("10:" + minute).reads("crm.contacts").sends("email", to("outside.example"));
            var newest = run.incident();
            assertThat(newest.open()).hasSize(1);
            assertThat(newest.settled()).isTrue();
            run.dated("10:58").reads("crm.contacts");
            for (int send = 0; send < 200; send++) run.sends("email", to("outside.example"));
            assertThat(run.incident().open()).hasSizeLessThanOrEqualTo(64);
        }
    }
}
