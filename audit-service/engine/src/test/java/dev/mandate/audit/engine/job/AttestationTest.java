package dev.mandate.audit.engine.job;

import static dev.mandate.audit.engine.job.RiskRun.rule;
import static dev.mandate.audit.engine.job.RiskRun.to;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.risk.SessionRisk.Level;
import dev.mandate.events.topics.TopicCatalogue;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AttestationTest {
    private static final String WITHOUT = "An action that no decision speaks for";
    private static final String AGAINST = "An action against its decision";
    private static final String CONTESTED = "Reports of one decision that contradict each other, or come too late";
    private static final String EXFILTRATION = "Private data read, then something sent outside";
    private static final Map<String, Object> OUTSIDE = Map.of("to", to("outside.example"));

    @Test
    void forged_actions_raise_findings_and_leave_the_session_as_it_was() {
        try (var run = RiskRun.withShippedRules()) {
            run.at("10:00").reads("crm.contacts");
            var before = run.state();
            run.withoutDecisions();
            for (int i = 0; i < 50; i++) run.reads("crm.contacts").calls("email", OUTSIDE);
            assertThat(rules(run)).contains(WITHOUT, EXFILTRATION);
            assertThat(run.state()).as("nothing was written about the session").isNull();
            assertThat(before.level()).isEqualTo(Level.NONE);
            run.withDecisions().reads("crm.contacts");
            assertThat(run.state()).satisfies(state -> {
                assertThat(state.level()).isEqualTo(Level.NONE);
                assertThat(state.calls()).isEqualTo(2);
            });
        }
    }

    @Test
    void what_the_session_did_under_decisions_restricts_it() {
        try (var run = RiskRun.withShippedRules()) {
            run.at("10:00").reads("crm.contacts").calls("email", OUTSIDE);
            assertThat(run.state().level()).isEqualTo(Level.HIGH);
        }
    }

    @Test
    void a_forged_read_does_not_make_an_honest_send_an_exfiltration() {
        try (var run = RiskRun.with(rule("data-exfiltration"))) {
            run.withoutDecisions().at("10:00").reads("crm.contacts");
            run.withDecisions().at("10:01").calls("email", OUTSIDE);
            assertThat(run.alerts()).isEmpty();
            assertThat(run.state().level()).isEqualTo(Level.NONE);
        }
    }

    @Test
    void a_forged_flood_does_not_use_up_the_finding_that_the_real_calls_deserve() {
        try (var run = RiskRun.with(rule("data-exfiltration"))) {
            run.withoutDecisions().at("10:00").reads("crm.contacts").calls("email", OUTSIDE);
            run.withDecisions().at("10:01").reads("crm.contacts").calls("email", OUTSIDE);
            assertThat(run.alerts()).hasSize(2);
            assertThat(run.state().level()).isEqualTo(Level.HIGH);
        }
    }

    @Test
    void an_action_that_overtakes_its_decision_waits_for_it() {
        try (var run = RiskRun.withShippedRules()) {
            run.at("10:00").callsUnder("dec_1", "crm.contacts", Map.of());
            assertThat(run.state()).isNull();
            run.decides("dec_1", "crm.contacts", true);
            assertThat(run.state().calls()).isEqualTo(1);
            run.at("10:05");
            assertThat(run.alerts()).isEmpty();
        }
    }

    @Test
    void
            an_action_whose_decision_never_comes_is_unattested_once_decisions_were_read_so_far_that_it_would_be_among_them() {
        try (var run = RiskRun.withShippedRules()) {
            run.at("10:00").callsUnder("dec_invented", "crm.contacts", Map.of());
            assertThat(run.alerts()).isEmpty();
            run.readsAll();
            assertThat(rules(run)).containsExactly(WITHOUT);
            assertThat(run.state()).isNull();
        }
    }

    @Test
    void no_time_makes_an_action_unattested_while_decisions_may_be_unread() {
        try (var run = RiskRun.withShippedRules()) {
            run.at("10:00").callsUnder("dec_late", "crm.contacts", Map.of()).asksWhereTopicsEnd();
            run.at("18:00").asksWhereTopicsEnd().at("19:00");
            assertThat(run.alerts()).isEmpty();
            run.decides("dec_late", "crm.contacts", true);
            assertThat(run.state().privateReads()).isEqualTo(1);
            assertThat(run.readsAll().alerts()).isEmpty();
        }
    }

    @Test
    void what_the_broker_said_before_an_action_came_settles_nothing_about_it() {
        try (var run = RiskRun.withShippedRules()) {
            run.at("10:00").readsAll().callsUnder("dec_late", "crm.contacts", Map.of());
            run.at("10:05");
            assertThat(run.alerts()).isEmpty();
        }
    }

    @Test
    void a_send_outside_waits_behind_the_read_whose_decision_is_not_there_yet() {
        try (var run = RiskRun.withShippedRules()) {
            run.at("10:00").callsUnder("dec_read", "crm.contacts", Map.of());
            run.decides("dec_send", "email", true).callsUnder("dec_send", "email", OUTSIDE);
            assertThat(run.state()).isNull();
            run.decides("dec_read", "crm.contacts", true);
            assertThat(rules(run)).containsExactly(EXFILTRATION);
            assertThat(run.state().level()).isEqualTo(Level.HIGH);
        }
    }

    @Test
    void a_call_without_a_decision_is_judged_after_what_its_session_did_before_it() {
        try (var run = RiskRun.withShippedRules()) {
            run.at("10:00").callsUnder("dec_read", "crm.contacts", Map.of());
            run.withoutDecisions().calls("email", OUTSIDE);
            assertThat(run.alerts()).isEmpty();
            run.decides("dec_read", "crm.contacts", true).readsAll();
            assertThat(rules(run)).containsExactly(WITHOUT);
            assertThat(run.state().privateReads()).isEqualTo(1);
        }
    }

    @Test
    void whoever_invents_decisions_holds_up_nobody_elses_actions() {
        try (var run = RiskRun.withShippedRules()) {
            run.at("10:00");
            for (int i = 0; i < 200; i++) run.callsUnder("dec_invented" + i, "crm.contacts", Map.of());
            run.inSession("del_other").reads("crm.contacts");
            assertThat(run.state().calls()).isEqualTo(1);
            assertThat(run.alerts()).isEmpty();
            run.readsAll();
            assertThat(rules(run)).containsExactly(WITHOUT);
        }
    }

    @Test
    void whoever_invents_decisions_for_a_session_holds_it_up_until_the_broker_was_asked() {
        try (var run = RiskRun.withShippedRules()) {
            run.at("10:00").callsUnder("dec_invented", "crm.contacts", Map.of()).reads("crm.contacts");
            assertThat(run.state()).isNull();
            run.readsAll();
            assertThat(run.state().calls()).isEqualTo(1);
        }
    }

    @Test
    void the_decision_of_another_agent_or_tool_speaks_against_its_session_and_that_of_another_session_for_nothing() {
        try (var run = RiskRun.withShippedRules()) {
            run.at("10:00").inSession("del_mine").decides("dec_1", "crm.contacts", true);
            run.callsUnder("dec_1", "email", Map.of());
            run.by("agt_other").callsUnder("dec_1", "crm.contacts", Map.of());
            run.by("agt_first").inSession("del_other").callsUnder("dec_1", "crm.contacts", Map.of());
            run.readsAll();
            assertThat(run.states())
                    .containsOnlyKeys("del_mine")
                    .values()
                    .allSatisfy(state -> assertThat(state.level()).isEqualTo(Level.HIGH));
            assertThat(rules(run)).containsExactlyInAnyOrder(AGAINST, WITHOUT);
        }
    }

    @Test
    void a_call_that_ran_although_it_was_denied_is_a_grave_finding() {
        try (var run = RiskRun.withShippedRules()) {
            run.at("10:00").decides("dec_1", "email", false).callsUnder("dec_1", "email", Map.of());
            assertThat(run.alerts())
                    .singleElement()
                    .satisfies(alert -> assertThat(alert.severityId()).isEqualTo(4));
            assertThat(run.state()).isNull();
        }
    }

    @Test
    void an_allow_that_never_left_speaks_for_nothing() {
        try (var run = RiskRun.withShippedRules()) {
            run.at("10:00").decides("dec_1", "email", true).withholds("dec_1").callsUnder("dec_1", "email", Map.of());
            run.withholds("dec_2").decides("dec_2", "email", true).callsUnder("dec_2", "email", Map.of());
            assertThat(rules(run)).containsOnly(AGAINST);
            assertThat(run.state()).isNull();
        }
    }

    @Test
    void one_decision_speaks_for_one_call_however_often_it_is_delivered() {
        try (var run = RiskRun.withShippedRules()) {
            var call = run.at("10:00").wire("crm.contacts", Map.of(), "once");
            run.record(call).record(call).record(call);
            assertThat(run.state().calls()).isEqualTo(1);
            assertThat(run.alerts()).isEmpty();
            run.callsUnder("dec_once", "crm.contacts", Map.of());
            assertThat(rules(run)).containsExactly(CONTESTED);
            assertThat(run.state().level()).isEqualTo(Level.MEDIUM);
        }
    }

    @Test
    void unattested_calls_teach_nothing() {
        try (var run = RiskRun.withShippedRules()) {
            run.withoutDecisions();
            for (int i = 0; i < 10; i++) run.inSession("del_s" + i).calls("email", Map.of("to", "eve@outside.example"));
            run.learns();
            assertThat(run.profiles().size()).isZero();
        }
    }

    @Test
    void decisions_are_forgotten_after_an_hour() {
        try (var run = RiskRun.withShippedRules()) {
            run.at("10:00").decides("dec_1", "crm.contacts", true);
            run.at("11:02")
                    .readsAll()
                    .callsUnder("dec_1", "crm.contacts", Map.of())
                    .readsAll();
            assertThat(rules(run)).containsExactly(WITHOUT);
        }
    }

    @Test
    void no_decision_is_forgotten_while_actions_of_its_hour_may_be_unread() {
        try (var run = RiskRun.withShippedRules()) {
            run.at("10:00").decides("dec_1", "crm.contacts", true);
            run.at("15:00").callsUnder("dec_1", "crm.contacts", Map.of()).readsAll();
            assertThat(run.alerts()).isEmpty();
            assertThat(run.state().privateReads()).isEqualTo(1);
        }
    }

    /** A session's decisions and actions come to one task by their key alone. */
    @Test
    void decisions_and_actions_have_as_many_partitions() {
        assertThat(TopicCatalogue.AUTHZ_DECISIONS.partitions()).isEqualTo(TopicCatalogue.AGENT_ACTIONS.partitions());
    }

    private static List<String> rules(RiskRun run) {
        return run.alerts().stream()
                .map(alert -> alert.findingInfo().title())
                .distinct()
                .toList();
    }
}
