package dev.mandate.audit.engine.job;

import static dev.mandate.audit.engine.job.RiskRun.rule;
import static dev.mandate.audit.engine.job.RiskRun.to;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.audit.engine.calls.RiskFields;
import dev.mandate.audit.engine.sigma.correlation.RuleBook;
import dev.mandate.audit.engine.sigma.reading.Compilation;
import dev.mandate.audit.engine.sigma.reading.RuleFile;
import dev.mandate.events.lifecycle.ToolLabel;
import dev.mandate.events.risk.FindingEvent;
import dev.mandate.events.risk.SessionRisk;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** One finding for each incident, updated and not repeated. */
class IncidentTest {
    private static final String EXFILTRATION = "7b1f4b0e-6f0a-4f0e-9d53-2a4f1c8f6f21";

    private final RuleBook book =
            Compilation.of(List.of(rule("data-exfiltration")), RiskFields.NAMES).orThrow();

    @Test
    void more_of_the_same_incident_updates_its_finding() {
        try (var run = RiskRun.with(rule("data-exfiltration"))) {
            run.at("10:00").reads("crm.contacts").at("10:04").sends("email", to("outside.example"));
            run.at("10:06").sends("email", to("elsewhere.example"));
            assertThat(run.alerts()).hasSize(2);
            var first = run.alerts().get(0);
            var second = run.alerts().get(1);
            assertThat(first.activityId()).isEqualTo(FindingEvent.CREATE);
            assertThat(second.activityId()).isEqualTo(FindingEvent.UPDATE);
            assertThat(second.typeUid()).isEqualTo(200402);
            assertThat(second.findingInfo().uid()).isEqualTo(first.findingInfo().uid());
            assertThat(second.count()).isEqualTo(2);
            assertThat(second.findingInfo().createdTime())
                    .isEqualTo(first.findingInfo().createdTime());
            assertThat(second.findingInfo().lastSeenTime()).isEqualTo(second.time());
            assertThat(second.evidences())
                    .extracting(step -> step.data().get("recipientDomains"))
                    .containsExactly(null, List.of("outside.example"), List.of("elsewhere.example"));
        }
    }

    @Test
    void a_thousand_matches_are_one_finding_with_few_updates_and_bounded_evidence() {
        try (var run = RiskRun.with(rule("stranger-gets-money"))) {
            run.tool("inbox", ToolLabel.UNTRUSTED).tool("pay", ToolLabel.MONEY);
            run.at("10:00").shows("inbox", "DE89370400440532013000");
            for (int call = 0; call < 1000; call++) run.calls("pay", Map.of("iban", "DE89370400440532013000"));
            assertThat(run.alerts().stream()
                            .map(alert -> alert.findingInfo().uid())
                            .distinct())
                    .hasSize(1);
            assertThat(run.alerts()).hasSizeLessThan(15);
            assertThat(run.alerts()).last().satisfies(alert -> {
                assertThat(alert.count()).isGreaterThan(500);
                assertThat(alert.evidences()).hasSizeLessThanOrEqualTo(32);
            });
        }
    }

    @Test
    void each_telling_has_an_id_of_its_own_that_a_replay_repeats() {
        var ids = new java.util.ArrayList<List<String>>();
        for (int replay = 0; replay < 2; replay++)
            try (var run = RiskRun.with(rule("data-exfiltration"))) {
                run.at("10:00").reads("crm.contacts").at("10:04").sends("email", to("outside.example"));
                run.at("10:05").sends("email", to("outside.example"));
                ids.add(run.findingEvents());
            }
        assertThat(ids.get(0)).hasSize(2).doesNotHaveDuplicates().isEqualTo(ids.get(1));
    }

    @Test
    void a_match_about_one_more_session_is_told_however_many_there_were() {
        var byAgent =
                new RuleFile("agent.yml", rule("data-exfiltration").text().replace("    - session\n", "    - agent\n"));
        try (var run = RiskRun.with(byAgent)) {
            run.inSession("del_one").at("10:00").reads("crm.contacts");
            for (int send = 0; send < 37; send++) run.sends("email", to("outside.example"));
            run.inSession("del_two").sends("email", to("outside.example"));
            assertThat(run.alerts().stream().map(alert -> alert.unmapped().session()))
                    .last()
                    .isEqualTo("del_two");
            assertThat(run.states().get("del_two").level()).isEqualTo(SessionRisk.Level.HIGH);
        }
    }

    @Test
    void what_a_watched_rule_finds_is_recorded_alerts_nobody_and_restricts_no_session() {
        try (var run = RiskRun.with().rulesBecome(book.asShadow())) {
            run.at("10:00").reads("crm.contacts").at("10:04").sends("email", to("outside.example"));
            assertThat(run.alerts()).singleElement().satisfies(alert -> {
                assertThat(alert.shadow()).isTrue();
                assertThat(alert.alert()).isFalse();
            });
            assertThat(run.states().get("del_task").level()).isEqualTo(SessionRisk.Level.NONE);
        }
    }

    @Test
    void what_a_rule_of_level_informational_finds_is_on_record_and_alerts_nobody() {
        var informational = new RuleFile(
                "record.yml", rule("data-exfiltration").text().replace("level: high", "level: informational"));
        try (var run = RiskRun.with(informational)) {
            run.at("10:00").reads("crm.contacts").at("10:04").sends("email", to("outside.example"));
            assertThat(run.alerts()).singleElement().satisfies(finding -> {
                assertThat(finding.alert()).isFalse();
                assertThat(finding.severityId()).isEqualTo(1);
            });
            assertThat(run.states().get("del_task").level()).isEqualTo(SessionRisk.Level.INFORMATIONAL);
        }
    }

    @Test
    void what_is_suppressed_is_recorded_and_alerts_nobody_until_it_expires() {
        var group = Map.of("session", "del_task");
        try (var run = RiskRun.with(rule("data-exfiltration")).suppressed(EXFILTRATION, group, "12:00")) {
            run.at("10:00").reads("crm.contacts").at("10:04").sends("email", to("outside.example"));
            run.inSession("del_other").reads("crm.contacts").sends("email", to("outside.example"));
            run.inSession("del_task")
                    .at("13:00")
                    .reads("crm.contacts")
                    .at("13:04")
                    .sends("email", to("x.example"));
            assertThat(run.alerts()).extracting(FindingEvent::alert).containsExactly(false, true, true);
            var suppressed = run.alerts().get(0);
            assertThat(suppressed.statusId()).isEqualTo(FindingEvent.SUPPRESSED);
            assertThat(suppressed.statusDetail()).isEqualTo("it is fine");
            assertThat(suppressed.unmapped().triage().by()).isEqualTo(RiskRun.ADA.value());
            assertThat(suppressed.unmapped().group()).isEqualTo(group);
        }
    }

    @Test
    void a_finding_names_the_version_that_began_it_also_when_only_its_words_have_changed_since() {
        var renamed =
                new RuleFile("renamed.yml", rule("data-exfiltration").text().replace("level: high", "level: critical"));
        try (var run = RiskRun.with(rule("data-exfiltration"))) {
            run.at("10:00").reads("crm.contacts").at("10:04").sends("email", to("outside.example"));
            run.rulesBecome(renamed).at("10:06").sends("email", to("outside.example"));
            assertThat(run.alerts().stream()
                            .collect(Collectors.toMap(
                                    FindingEvent::activityId,
                                    alert -> alert.findingInfo().analytic().version())))
                    .containsOnlyKeys(FindingEvent.CREATE, FindingEvent.UPDATE)
                    .containsValue(book.rules().get(0).version())
                    .satisfies(versions -> assertThat(versions.values())
                            .containsOnly(book.rules().get(0).version()));
        }
    }

    @Test
    void a_finding_tells_what_to_do_and_which_technique_it_is() {
        try (var run = RiskRun.with(rule("data-exfiltration"))) {
            run.at("10:00").reads("crm.contacts").at("10:04").sends("email", to("outside.example"));
            assertThat(run.alerts()).singleElement().satisfies(alert -> {
                assertThat(alert.remediation().desc()).contains("accountable person");
                assertThat(alert.findingInfo().attacks())
                        .extracting(attack -> attack.technique().uid())
                        .containsExactly("AML.T0086");
            });
        }
    }
}
