package dev.mandate.audit.engine.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.lifecycle.ToolLabel;
import dev.mandate.events.risk.FindingEvent;
import dev.mandate.events.risk.SessionRisk;
import dev.mandate.events.risk.SessionRisk.Level;
import dev.mandate.events.risk.SessionRisk.Origin;
import dev.mandate.events.topics.TopicCatalogue;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whoever reports a call doesn't decide what is true: what he says is held against the allow and the delegation. */
class ReportsTest {
    private static final String AGAINST = "An action against its decision";
    private static final String CONTESTED = "Reports of one decision that contradict each other, or come too late";
    private static final String MISSED = "A call was allowed and nobody told what became of it";
    private static final String MISREPORTED = "Somebody told what became of another's call";
    private static final String STRANGERS = "A report of a call that isn't the reporter's to tell of";
    private static final Map<String, Object> PAGE = Map.of("url", "https://wiki.example/a");
    private static final Map<String, Object> TO_ADA = Map.of("to", "ada@own.example");
    private static final String EVE = "eve@outside.example";

    private final RiskRun run =
            RiskRun.withShippedRules().tool("web.browse", ToolLabel.UNTRUSTED).at("10:00");

    @AfterEach
    void close() {
        run.close();
    }

    @Test
    void what_the_task_names_says_the_delegation_and_no_report() {
        run.forTask("mail", "ada@own.example").reportsTask(EVE);
        run.permits("dec_1", "web.browse", PAGE).answersUnder("dec_1", "web.browse", PAGE, EVE);
        var state = run.state();
        assertThat(state.taskIdentifiers()).containsExactly("ada@own.example");
        assertThat(origins(state)).containsEntry(EVE, Origin.UNTRUSTED);
    }

    @Test
    void a_delegation_that_is_heard_of_late_still_says_what_the_task_names() {
        run.forTask("mail", "ada@own.example").knowsTheDelegation(false);
        run.permits("dec_1", "web.browse", PAGE).callsUnder("dec_1", "web.browse", PAGE);
        assertThat(run.state().taskIdentifiers()).isEmpty();
        run.knowsTheDelegation(true).permits("dec_2", "web.browse", PAGE).callsUnder("dec_2", "web.browse", PAGE);
        assertThat(run.state().taskIdentifiers()).containsExactly("ada@own.example");
    }

    @Test
    void other_arguments_than_were_decided_are_a_finding() {
        run.permits("dec_1", "email", TO_ADA).callsUnder("dec_1", "email", Map.of("to", EVE));
        assertThat(titles()).containsExactly(AGAINST);
        assertThat(run.state().level()).isEqualTo(Level.HIGH);
    }

    @Test
    void the_same_arguments_however_they_are_written_are_the_ones_that_were_decided() {
        run.permits("dec_1", "email", Map.of("to", "ada@own.example", "count", 100));
        run.callsUnder("dec_1", "email", Map.of("count", 100.0, "to", "ada@own.example"));
        assertThat(run.alerts()).isEmpty();
        assertThat(run.state().calls()).isEqualTo(1);
    }

    @Test
    void a_wrong_agent_leaves_its_memory_at_the_right_session() {
        run.permits("dec_1", "web.browse", PAGE);
        run.by("agt_other").answersUnder("dec_1", "web.browse", PAGE, EVE);
        var state = run.state();
        assertThat(state.untrustedReads()).isEqualTo(1);
        assertThat(origins(state)).containsEntry(EVE, Origin.UNTRUSTED);
        assertThat(run.alerts())
                .singleElement()
                .satisfies(alert -> assertThat(alert.unmapped().agents()).containsExactly("agt_first"));
    }

    @Test
    void a_wrong_tool_makes_nothing_that_it_shows_the_sessions_own() {
        run.permits("dec_1", "web.browse", PAGE);
        run.answersUnder("dec_1", "crm.contacts", Map.of("id", 1), EVE);
        var state = run.state();
        assertThat(origins(state)).containsEntry(EVE, Origin.UNTRUSTED);
        assertThat(state.labels()).containsExactlyInAnyOrder(ToolLabel.UNTRUSTED, ToolLabel.PRIVATE);
        assertThat(titles()).containsExactly(AGAINST);
    }

    @Test
    void who_reports_first_makes_no_later_report_untold() {
        run.permits("dec_1", "web.browse", PAGE);
        run.callsUnder("dec_1", "web.browse", PAGE).answersUnder("dec_1", "web.browse", PAGE, EVE);
        assertThat(origins(run.state())).containsEntry(EVE, Origin.UNTRUSTED);
        assertThat(titles()).containsExactly(CONTESTED);
    }

    @Test
    void reports_that_differ_leave_the_allow_to_the_true_one() {
        run.permits("dec_1", "email", TO_ADA);
        for (var i = 0; i < 10; i++) run.callsUnder("dec_1", "email", Map.of("to", "somebody" + i + "@own.example"));
        var before = run.state().calls();
        assertThat(before).as("no more of them than can be told apart").isEqualTo(4);
        run.callsUnder("dec_1", "email", TO_ADA);
        assertThat(run.state().calls()).isEqualTo(5);
        assertThat(titles()).containsExactlyInAnyOrder(AGAINST, CONTESTED);
    }

    @Test
    void a_call_that_was_made_after_its_permit_had_ended_is_a_finding() {
        run.permits("dec_1", "web.browse", PAGE).at("10:06").answersUnder("dec_1", "web.browse", PAGE, EVE);
        assertThat(titles()).containsExactly(CONTESTED);
        assertThat(origins(run.state())).containsEntry(EVE, Origin.UNTRUSTED);
    }

    @Test
    void a_read_of_which_nobody_tells_what_became_makes_its_session_doubtful() {
        run.permits("dec_1", "web.browse", PAGE).at("10:19").readsAll();
        assertThat(run.alerts()).isEmpty();
        run.at("10:21").readsAll();
        assertThat(titles()).containsExactly(MISSED);
        var state = run.state();
        assertThat(state.level()).isEqualTo(Level.HIGH);
        assertThat(state.session()).hasToString("del_task");
        assertThat(run.readsAll().newAlerts()).as("told once").isEmpty();
    }

    @Test
    void of_a_call_that_reads_nothing_it_is_a_finding_and_no_reason_to_stop() {
        run.permits("dec_1", "email", TO_ADA).at("10:21").readsAll();
        assertThat(titles()).containsExactly(MISSED);
        assertThat(run.state().level()).isEqualTo(Level.MEDIUM);
    }

    @Test
    void dry_runs_leave_nothing_however_many_they_are_and_nobody_owes_a_report() {
        for (var i = 0; i < 10; i++) run.wouldAllow("dec_" + i, "web.browse", PAGE);
        run.clockAdvances(Duration.ofHours(1));
        assertThat(run.alerts()).isEmpty();
        assertThat(run.states()).isEmpty();
    }

    @Test
    void a_call_that_names_a_dry_run_runs_against_its_decision_and_counts_for_nothing() {
        run.wouldAllow("dec_1", "web.browse", PAGE).callsUnder("dec_1", "web.browse", PAGE);
        assertThat(titles()).containsOnly("An action against its decision");
        var finding = run.alerts().get(0);
        assertThat(finding.evidences().get(0).data()).containsEntry("standing", "dry_run");
        assertThat(finding.attested()).as("it restricts nobody").isFalse();
    }

    @Test
    void telling_what_became_of_a_dry_run_is_a_finding_of_its_own() {
        run.wouldAllow("dec_1", "web.browse", PAGE).isToldOfDryRun("dec_1", "admin");
        assertThat(titles()).containsOnly("Somebody told what became of a dry run");
        assertThat(run.alerts().get(0).unmapped().session()).isEqualTo("del_task");
    }

    @Test
    void what_somebody_else_tells_of_a_call_is_a_finding_and_changes_nothing() {
        run.permits("dec_1", "web.browse", PAGE);
        run.isToldBySomebodyElse("dec_1", "agt_other").isToldBySomebodyElse("dec_1", "agt_other");
        assertThat(titles()).containsOnly(MISREPORTED);
        assertThat(run.alerts())
                .extracting(alert -> alert.findingInfo().uid())
                .as("the same each time")
                .hasSizeGreaterThan(0)
                .containsOnly(run.alerts().get(0).findingInfo().uid());
        var finding = run.alerts().get(0);
        assertThat(finding.attested()).as("it restricts nobody").isFalse();
        assertThat(finding.unmapped().session()).isEqualTo("del_task");
        assertThat(finding.evidences().get(0).data())
                .containsEntry("decision", "dec_1")
                .containsEntry("said", "blocked");
        run.callsUnder("dec_1", "web.browse", PAGE);
        assertThat(run.state().level()).isEqualTo(Level.NONE);
    }

    @Test
    void what_is_written_about_a_decision_has_the_time_at_which_it_was_read_and_not_that_of_the_jobs_start() {
        run.isToldBySomebodyElse("dec_1", "agt_other");
        assertThat(run.written(TopicCatalogue.RISK_FINDINGS)).containsExactly(Instant.parse("2026-01-15T10:00:00Z"));
    }

    @Test
    void who_shows_no_receipt_of_the_decision_counts_for_nothing_and_against_nobody() {
        run.givenWith("of the platform that asked").permits("dec_1", "web.browse", PAGE);
        run.showing(null).callsUnder("dec_1", "web.browse", PAGE);
        run.showing("made up").callsUnder("dec_1", "web.browse", Map.of("url", "https://wiki.example/b"));
        assertThat(titles()).containsExactly(STRANGERS);
        assertThat(run.alerts()).noneMatch(FindingEvent::attested);
        assertThat(run.states()).as("nothing of its session").isEmpty();
    }

    @Test
    void whoever_asked_tells_of_it_whatever_others_told_before_him() {
        run.givenWith("of the platform that asked").permits("dec_1", "web.browse", PAGE);
        run.showing(null);
        for (var i = 0; i < 6; i++) run.answersUnder("dec_1", "web.browse", PAGE, "made-up@outside.example");
        run.showing("of the platform that asked").answersUnder("dec_1", "web.browse", PAGE, EVE);
        assertThat(origins(run.state())).containsOnlyKeys(EVE);
        assertThat(titles()).containsExactly(STRANGERS);
    }

    @Test
    void what_others_tell_of_a_call_leaves_it_untold() {
        run.givenWith("of the platform that asked").permits("dec_1", "web.browse", PAGE);
        run.showing(null).callsUnder("dec_1", "web.browse", PAGE).at("10:21").readsAll();
        assertThat(titles()).containsExactlyInAnyOrder(STRANGERS, MISSED);
        assertThat(run.state().level()).isEqualTo(Level.HIGH);
    }

    @Test
    void nobody_but_who_asked_says_that_a_denied_call_ran() {
        run.givenWith("of the platform that asked").decides("dec_1", "email", false);
        run.showing(null).callsUnder("dec_1", "email", TO_ADA);
        assertThat(titles()).containsExactly(STRANGERS);
        run.showing("of the platform that asked").callsUnder("dec_1", "email", TO_ADA);
        assertThat(titles()).containsExactlyInAnyOrder(STRANGERS, AGAINST);
    }

    @Test
    void where_nobody_was_given_a_receipt_whoever_shows_one_is_heard_too() {
        run.permits("dec_1", "web.browse", PAGE).showing("of nothing").callsUnder("dec_1", "web.browse", PAGE);
        assertThat(run.alerts()).isEmpty();
        assertThat(run.state().calls()).isEqualTo(1);
    }

    @Test
    void no_outcome_is_missed_while_actions_may_be_unread() {
        run.permits("dec_1", "web.browse", PAGE).asksWhereTopicsEnd().at("18:00");
        assertThat(run.alerts()).isEmpty();
        run.dated("10:01").callsUnder("dec_1", "web.browse", PAGE).readsAll();
        assertThat(run.alerts()).isEmpty();
        assertThat(run.state().level()).isEqualTo(Level.NONE);
    }

    @Test
    void the_true_report_of_what_was_missed_counts_as_if_it_had_come_in_time_and_ends_the_doubt() {
        run.permits("dec_1", "web.browse", PAGE).at("10:21").readsAll();
        assertThat(run.state().level()).isEqualTo(Level.HIGH);
        run.dated("10:01").answersUnder("dec_1", "web.browse", PAGE, EVE);
        var state = run.state();
        assertThat(state.level()).isEqualTo(Level.NONE);
        assertThat(origins(state)).containsEntry(EVE, Origin.UNTRUSTED);
        assertThat(titles()).as("what was told stays told").containsExactly(MISSED);
    }

    @Test
    void the_doubt_lasts_until_all_that_was_missed_is_told() {
        run.permits("dec_1", "web.browse", PAGE).permits("dec_2", "web.browse", PAGE);
        run.at("10:21").readsAll();
        run.dated("10:01").answersUnder("dec_1", "web.browse", PAGE, EVE);
        assertThat(run.state().level()).isEqualTo(Level.HIGH);
        run.answersUnder("dec_2", "web.browse", PAGE, EVE);
        assertThat(run.state().level()).isEqualTo(Level.NONE);
    }

    @Test
    void another_report_of_what_was_missed_clears_nothing() {
        run.permits("dec_1", "web.browse", PAGE).at("10:21").readsAll();
        run.dated("10:01").answersUnder("dec_1", "web.browse", Map.of("url", "https://wiki.example/b"), EVE);
        assertThat(run.state().level()).isEqualTo(Level.HIGH);
        run.dated("10:20").answersUnder("dec_1", "web.browse", PAGE, EVE);
        assertThat(run.state().level()).as("made after its end").isEqualTo(Level.HIGH);
        assertThat(titles()).containsExactlyInAnyOrder(MISSED, AGAINST, CONTESTED);
    }

    @Test
    void a_tool_may_run_for_as_long_as_the_operator_says() {
        try (var patient = RiskRun.withShippedRules(Duration.ofHours(4))
                .tool("web.browse", ToolLabel.UNTRUSTED)
                .at("10:00")) {
            patient.permits("dec_1", "web.browse", PAGE).permits("dec_2", "web.browse", PAGE);
            patient.at("14:00").readsAll();
            assertThat(patient.alerts()).isEmpty();
            patient.dated("10:01").answersUnder("dec_1", "web.browse", PAGE, EVE);
            assertThat(patient.alerts()).isEmpty();
            assertThat(patient.state().level()).isEqualTo(Level.NONE);
            patient.at("14:06").readsAll();
            assertThat(patient.state().level()).as("of the other nobody told").isEqualTo(Level.HIGH);
        }
    }

    private Set<String> titles() {
        return Set.copyOf(run.alerts().stream()
                .map(FindingEvent::findingInfo)
                .map(FindingEvent.FindingInfo::title)
                .toList());
    }

    private static Map<String, Origin> origins(SessionRisk state) {
        return state.identifiers().stream()
                .collect(Collectors.toMap(SessionRisk.SeenIdentifier::value, SessionRisk.SeenIdentifier::origin));
    }
}
