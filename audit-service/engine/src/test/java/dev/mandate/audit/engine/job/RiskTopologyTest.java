package dev.mandate.audit.engine.job;

import static dev.mandate.audit.engine.job.RiskRun.rule;
import static dev.mandate.audit.engine.job.RiskRun.to;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.audit.engine.deadletters.UnreadableRecords;
import dev.mandate.audit.engine.sigma.reading.RuleFile;
import dev.mandate.events.cloudevents.DeadLetter;
import dev.mandate.events.cloudevents.WireRecord;
import dev.mandate.events.lifecycle.ToolLabel;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RiskTopologyTest {
    private static final String UNREADABLE =
            UnreadableRecords.Kind.ACTION.rule().title();
    private static final String EXFILTRATION = "Private data read, then something sent outside";

    @Test
    void alerts_once_when_the_send_follows_the_read_within_ten_minutes() {
        try (var run = RiskRun.with(rule("data-exfiltration"))) {
            run.at("10:00").reads("crm.contacts").at("10:04").sends("email", to("outside.example"));
            assertThat(run.alerts()).singleElement().satisfies(alert -> {
                assertThat(alert.evidences())
                        .extracting(step -> step.data().get("tool"))
                        .containsExactly("crm.contacts", "email");
                assertThat(alert.unmapped().person()).isEqualTo(RiskRun.ADA.value());
                assertThat(alert.unmapped().session()).isEqualTo("del_task");
                assertThat(alert.severityId()).isEqualTo(4);
            });
        }
    }

    @Test
    void alerts_when_a_sub_agent_of_the_same_session_sends_what_the_agent_read() {
        try (var run = RiskRun.with(rule("data-exfiltration"))) {
            run.by("agt_first").at("10:00").reads("crm.contacts");
            run.by("agt_helper").at("10:04").sends("email", to("outside.example"));
            assertThat(run.alerts())
                    .singleElement()
                    .satisfies(
                            alert -> assertThat(alert.unmapped().agents()).containsExactly("agt_first", "agt_helper"));
        }
    }

    @Test
    void a_grant_at_night_is_told_and_one_at_noon_is_not() {
        try (var run = RiskRun.with(rule("privileged-out-of-hours"))) {
            run.tool("admin.grant", ToolLabel.GRANT);
            run.at("12:00").inSession("del_noon").calls("admin.grant", Map.of());
            assertThat(run.alerts()).isEmpty();
            run.at("22:00").inSession("del_night").calls("admin.grant", Map.of());
            assertThat(run.alerts())
                    .singleElement()
                    .satisfies(alert -> assertThat(alert.severityId()).isEqualTo(2));
        }
    }

    @Test
    void stays_silent_when_another_session_sends() {
        try (var run = RiskRun.with(rule("data-exfiltration"))) {
            run.inSession("del_one").at("10:00").reads("crm.contacts");
            run.inSession("del_two").at("10:04").sends("email", to("outside.example"));
            assertThat(run.alerts()).isEmpty();
        }
    }

    @Test
    void stays_silent_when_an_hour_lies_between() {
        try (var run = RiskRun.with(rule("data-exfiltration"))) {
            run.at("10:00").reads("crm.contacts").at("11:00").sends("email", to("outside.example"));
            assertThat(run.alerts()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ada@own.example", "Ada <ada@mail.own.example>", "ADA@OWN.EXAMPLE."})
    void stays_silent_when_the_recipient_is_inside(String recipient) {
        try (var run = RiskRun.with(rule("data-exfiltration"))) {
            run.at("10:00").reads("crm.contacts").at("10:04").sends("email", recipient);
            assertThat(run.alerts()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Eve <eve@OUTSIDE.example>",
                "ada@own.example; eve@outside.example",
                "https://ada@own.example@outside.example/drop",
                "https://outside.example/?to=own.example",
                "eve@evilown.example",
                "own.example.outside.example",
                "mailto:eve@outside.example"
            })
    void alerts_however_the_outside_recipient_is_written(String recipient) {
        try (var run = RiskRun.with(rule("data-exfiltration"))) {
            run.at("10:00").reads("crm.contacts").at("10:04").sends("email", List.of("ada@own.example", recipient));
            assertThat(run.alerts()).hasSize(1);
        }
    }

    @Test
    void an_outside_recipient_deep_in_the_arguments_counts() {
        try (var run = RiskRun.with(rule("data-exfiltration"))) {
            run.at("10:00").reads("crm.contacts");
            run.at("10:04")
                    .calls("email", Map.of("message", Map.of("envelope", List.of(Map.of("x", "eve@outside.example")))));
            assertThat(run.alerts()).hasSize(1);
        }
    }

    @Test
    void the_names_of_the_tools_do_not_matter_their_labels_do() {
        try (var run = RiskRun.with(rule("data-exfiltration"))) {
            run.tool("renamed.a", ToolLabel.PRIVATE).tool("renamed.b", ToolLabel.EGRESS);
            run.at("10:00").reads("renamed.a").at("10:04").sends("renamed.b", to("outside.example"));
            assertThat(run.alerts()).hasSize(1);
        }
    }

    @Test
    void another_rule_file_takes_effect_without_a_restart() {
        var longer =
                new RuleFile("longer.yml", rule("data-exfiltration").text().replace("timespan: 10m", "timespan: 2h"));
        try (var run = RiskRun.with(rule("data-exfiltration")).rulesBecome(longer)) {
            run.at("10:00").reads("crm.contacts").at("11:00").sends("email", to("outside.example"));
            assertThat(run.alerts()).hasSize(1);
        }
    }

    @Test
    void a_redelivered_action_raises_no_second_finding() {
        try (var run = RiskRun.with(rule("data-exfiltration"))) {
            var read = run.at("10:00").wire("crm.contacts", Map.of(), "read");
            var send = run.at("10:04").wire("email", Map.of("to", "eve@outside.example"), "send");
            run.record(read).record(read).record(send).record(send).record(read);
            assertThat(run.alerts()).hasSize(1);
        }
    }

    @Test
    void a_replay_from_the_start_makes_the_same_finding() {
        var ids = new java.util.HashSet<Object>();
        for (int replay = 0; replay < 2; replay++)
            try (var run = RiskRun.with(rule("data-exfiltration"))) {
                run.at("10:00").reads("crm.contacts").at("10:04").sends("email", to("outside.example"));
                ids.add(run.alerts().get(0));
            }
        assertThat(ids).hasSize(1);
    }

    @Test
    void an_action_dated_tomorrow_counts_as_now_and_changes_nothing_for_others() {
        try (var run = RiskRun.with(rule("data-exfiltration"))) {
            run.at("10:00").reads("crm.contacts").dated("23:00").calls("email", Map.of("to", "ada@own.example"));
            run.at("10:04").sends("email", to("outside.example"));
            assertThat(run.alerts()).hasSize(1);
            run.inSession("del_two")
                    .dated("23:00")
                    .reads("crm.contacts")
                    .at("10:06")
                    .sends("email", to("outside.example"));
            assertThat(run.alerts()).hasSize(2);
        }
    }

    @Test
    void groups_other_than_the_session_are_correlated_after_one_hop() {
        var byAgent =
                new RuleFile("agent.yml", rule("data-exfiltration").text().replace("    - session\n", "    - agent\n"));
        try (var run = RiskRun.with(byAgent)) {
            run.inSession("del_one").at("10:00").reads("crm.contacts");
            run.inSession("del_two").at("10:04").sends("email", to("outside.example"));
            assertThat(run.alerts()).hasSize(1);
        }
    }

    @Test
    void an_unreadable_action_becomes_a_dead_letter_as_it_came_and_the_next_one_is_judged() {
        try (var run = RiskRun.with(rule("data-exfiltration"))) {
            run.at("10:00").reads("crm.contacts");
            run.record(new WireRecord("del_task".getBytes(UTF_8), Map.of("mine", "1"), "{not json".getBytes(UTF_8)));
            run.record(new WireRecord(null, Map.of(), null));
            run.at("10:04").sends("email", to("outside.example"));
            assertThat(rules(run)).containsExactlyInAnyOrder(UNREADABLE, UNREADABLE, EXFILTRATION);
            assertThat(run.deadLetters()).hasSize(2).first().satisfies(letter -> {
                assertThat(letter.value()).asString().isEqualTo("{not json");
                assertThat(letter.headers().lastHeader("mine").value())
                        .asString()
                        .isEqualTo("1");
                assertThat(letter.headers().lastHeader(DeadLetter.REASON)).isNotNull();
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"lifecycle", "identity", "authz", "audit"})
    void a_conflicting_duplicate_anywhere_raises_one_finding(String service) {
        try (var run = RiskRun.with()) {
            var letter = Map.of(
                    DeadLetter.REASON,
                    "conflicting_duplicate",
                    DeadLetter.ORIGIN,
                    "hr.workers.v1/0/7",
                    "ce_id",
                    "7",
                    "ce_source",
                    "urn:hr");
            run.deadLetter(service + ".dead-letters.v1", letter);
            run.deadLetter(service + ".dead-letters.v1", Map.of(DeadLetter.REASON, "malformed"));
            assertThat(run.alerts())
                    .singleElement()
                    .satisfies(alert ->
                            assertThat(alert.findingInfo().analytic().uid()).isEqualTo("conflicting-duplicate"));
        }
    }

    @Test
    void an_action_that_nobody_can_read_raises_one_finding_a_session_and_source_in_an_hour() {
        try (var run = RiskRun.with()) {
            run.at("10:00").deadLetter("audit.dead-letters.v1", unreadable("del_one", "1"));
            run.deadLetter("authz.dead-letters.v1", unreadable("del_one", "1"));
            run.at("10:30").deadLetter("audit.dead-letters.v1", unreadable("del_one", "2"));
            assertThat(run.alerts()).singleElement().satisfies(alert -> {
                assertThat(alert.severityId()).isEqualTo(4);
                assertThat(alert.unmapped().session()).isEqualTo("del_one");
                assertThat(alert.unmapped().person()).isEqualTo(RiskRun.ADA.value());
                assertThat(alert.message())
                        .contains("urn:platform", "del_one", "agent.actions.v1/0/1", "oversized", "nesting");
                assertThat(alert.evidences().get(0).data()).containsEntry("bytes", 8);
            });
            run.deadLetter("audit.dead-letters.v1", unreadable("del_two", "3"));
            assertThat(run.alerts()).hasSize(2);
            run.at("11:10").deadLetter("audit.dead-letters.v1", unreadable("del_one", "4"));
            assertThat(run.alerts()).hasSize(3);
        }
    }

    @Test
    void whoever_floods_the_topic_with_unreadable_actions_does_not_flood_the_security_team() {
        try (var run = RiskRun.with()) {
            run.at("10:00");
            for (int i = 0; i < 500; i++) run.deadLetter("audit.dead-letters.v1", unreadable("del_" + i, "" + i));
            assertThat(run.alerts()).hasSize(UnreadableRecords.MAX_GROUPS + 1);
            assertThat(run.alerts().get(UnreadableRecords.MAX_GROUPS).message()).contains("dead letters only");
            run.at("11:10").deadLetter("audit.dead-letters.v1", unreadable("del_0", "500"));
            assertThat(run.alerts()).hasSize(UnreadableRecords.MAX_GROUPS + 2);
        }
    }

    @Test
    void a_key_that_is_no_session_still_raises_a_finding() {
        try (var run = RiskRun.with()) {
            run.deadLetter("audit.dead-letters.v1", unreadable("\u0000", "1"));
            assertThat(run.alerts())
                    .singleElement()
                    .satisfies(alert -> assertThat(alert.unmapped().session()).isNull());
        }
    }

    private static List<String> rules(RiskRun run) {
        return run.alerts().stream().map(alert -> alert.findingInfo().title()).toList();
    }

    private static WireRecord unreadable(String session, String offset) {
        var letter = Map.of(
                "ce_source",
                "urn:platform",
                DeadLetter.ORIGIN,
                "agent.actions.v1/0/" + offset,
                DeadLetter.REASON,
                "oversized",
                DeadLetter.MESSAGE,
                "nesting is too deep");
        return new WireRecord(session.getBytes(UTF_8), letter, "original".getBytes(UTF_8));
    }

    @Test
    void sessions_that_nothing_can_complete_are_forgotten() {
        try (var run = RiskRun.with(rule("data-exfiltration"))) {
            run.at("10:00").reads("crm.contacts");
            assertThat(run.rows()).isPositive();
            run.clockAt("12:00");
            assertThat(run.rows()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\ud800", "\\u0000", "\\uffff", "1e9999"})
    void text_that_is_no_text_stops_nothing(String escape) {
        try (var run = RiskRun.with(rule("data-exfiltration"))) {
            var sends = run.at("10:04").wire("email", Map.of("to", "eve@outside.example", "x", "MARK"), "send");
            var value = new String(sends.value(), UTF_8).replace("MARK", escape).getBytes(UTF_8);
            run.at("10:00").reads("crm.contacts").record(new WireRecord(sends.key(), sends.headers(), value));
            assertThat(run.deadLetters()).isEmpty();
            assertThat(run.alerts()).hasSize(1);
        }
    }

    @Test
    void an_action_of_the_beginning_of_time_stops_nothing() {
        try (var run = RiskRun.with(rule("data-exfiltration"))) {
            var old = run.at("10:00").wire("crm.contacts", Map.of(), "old");
            var value = new String(old.value(), UTF_8).replace("2026-01-15T10:00:00Z", "-999999999-01-01T00:00:00Z");
            run.record(new WireRecord(old.key(), old.headers(), value.getBytes(UTF_8)));
            run.reads("crm.contacts").at("10:04").sends("email", to("outside.example"));
            assertThat(rules(run)).containsExactlyInAnyOrder(UNREADABLE, EXFILTRATION);
        }
    }

    @Test
    void an_outside_recipient_hides_neither_behind_many_others_nor_behind_much_text() {
        try (var run = RiskRun.with(rule("data-exfiltration"))) {
            var many = "ada@own.example, ".repeat(500);
            run.at("10:00").reads("crm.contacts").at("10:04").sends("email", many + "eve@outside.example");
            run.inSession("del_two").at("10:10").reads("crm.contacts");
            run.at("10:11").sends("email", List.of("x".repeat(3000) + "@outside.example"));
            assertThat(run.alerts()).hasSize(2);
        }
    }

    @Test
    void an_address_in_a_text_is_no_recipient() {
        try (var run = RiskRun.with(rule("data-exfiltration"))) {
            run.at("10:00").reads("crm.contacts");
            run.at("10:04")
                    .calls(
                            "email",
                            Map.of("to", "ada@own.example", "body", "Dear Ada, write to eve@outside.example, please"));
            assertThat(run.alerts()).isEmpty();
        }
    }
}
