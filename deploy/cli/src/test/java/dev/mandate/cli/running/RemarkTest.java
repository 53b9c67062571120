package dev.mandate.cli.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What {@code status} says under its table. */
class RemarkTest {
    @Test
    void judging_that_stands_still_is_told_with_its_reason_and_what_that_means() {
        assertThat(notWell("audit-service", """
                {"name": "judging", "status": "DOWN", "data": {"completeUntil": "2026-11-28T10:00:00Z", "rules": "sha256:ab",
                 "stillForSeconds": 35, "why": "the broker is silent"}}""")).isEqualTo("""
                        audit-service: has judged nothing for 35 s: the broker is silent.
                            what can't be taken back is denied (stale_risk) until it goes on; `deploy/mandate logs audit-service` says more.
                        """);
    }

    @Test
    void lines_of_the_trail_that_nobody_signs_are_told_with_since_when_and_why() {
        assertThat(notWell("audit-service", """
                {"name": "trail signing", "status": "DOWN", "data": {"key": "set", "since": "2026-11-28T10:00:00Z",
                 "unsignedForSeconds": 200, "why": "a transaction stands open"}}"""))
                .contains(
                        "audit-service: has signed nothing of the trail since 2026-11-28T10:00:00Z though lines wait: a transaction stands open.");
    }

    @Test
    void an_output_that_takes_nothing_is_named() {
        assertThat(notWell("audit-service", """
                {"name": "outputs", "status": "DOWN", "data": {"syslog-siem": "takes nothing for 40 s, 3 records wait: Connection refused"}}"""))
                .contains("output syslog-siem takes nothing for 40 s, 3 records wait: Connection refused")
                .contains("none of it is lost");
    }

    @Test
    void a_transmitter_of_which_not_all_is_heard_is_named_with_why() {
        assertThat(notWell("identity-service", """
                {"name": "signals of others", "status": "DOWN", "data": {"https://mdm.example": "its host answers 401"}}"""))
                .contains("identity-service: misses signals of https://mdm.example: its host answers 401")
                .contains("trust transmitter FILE");
    }

    @Test
    void streams_that_decisions_rest_on_are_named() {
        assertThat(notWell("authz-service", """
                {"name": "freshness", "status": "DOWN", "data": {"stale": "lifecycle.access.v1"}}"""))
                .contains("authz-service: decides by what is old: lifecycle.access.v1")
                .contains("until whoever writes it is well");
    }

    @Test
    void that_reports_of_calls_need_no_receipt_is_told_with_the_setting() {
        assertThat(notWell("authz-service", """
                {"name": "receipts", "status": "DOWN", "data": {"missing": "mandate.receipts.secret"}}"""))
                .contains("authz-service: takes anybody's word on Kafka for what became of a call")
                .contains("mandate.receipts.secret");
    }

    @Test
    void an_outbox_that_waits_is_told_with_how_much() {
        assertThat(notWell("identity-service", """
                {"name": "relay", "status": "DOWN", "data": {"emptyAt": "2026-11-28T10:00:00Z", "pending": 12}}"""))
                .contains(
                        "identity-service: Kafka has taken nothing of it since 2026-11-28T10:00:00Z, and 12 events wait");
    }

    @Test
    void a_check_that_nobody_knew_when_this_was_written_is_told_as_it_says_itself() {
        assertThat(notWell(
                        "console", "{\"name\": \"another\", \"status\": \"DOWN\", \"data\": {\"why\": \"no reason\"}}"))
                .startsWith("console: another (why: no reason)");
    }

    @Test
    void one_that_is_alive_and_not_ready_is_told_with_what_it_waits_for() {
        var part = new PlayedPart("authz-service");
        part.readiness = () -> HealthAnswer.of(503, """
                {"checks": [{"name": "projections", "status": "DOWN", "data": {"a.b.v1": "12 records behind", "c.d.v1": "complete"}}]}""");
        assertThat(told(PartStatus.of(part)))
                .startsWith("authz-service: waits for projections (a.b.v1: 12 records behind).");
    }

    @Test
    void one_that_does_not_answer_and_one_that_is_down_are_told_with_what_to_do() {
        var part = new PlayedPart("console");
        part.readiness = () -> HealthAnswer.NONE;
        part.wrong = "doesn't answer";
        assertThat(told(PartStatus.of(part)))
                .startsWith("console: doesn't answer.")
                .contains("`deploy/mandate logs console`");
        part.runs = false;
        assertThat(told(PartStatus.of(part))).startsWith("console: down.").contains("`deploy/mandate up`");
    }

    @Test
    void what_is_so_of_several_is_said_once() {
        var broker = new PlayedPart("kafka");
        var console = new PlayedPart("console");
        broker.runs = console.runs = false;
        assertThat(StatusCommand.remarks(List.of(PartStatus.of(broker), PartStatus.of(console))))
                .startsWith("kafka, console: down.")
                .hasLineCount(2);
    }

    @Test
    void a_broker_that_is_away_is_told_by_its_name() {
        var answer = HealthAnswer.of(503, """
                {"checks": [{"name": "SmallRye Reactive Messaging - readiness check", "status": "DOWN", "data": {"access": "[KO]", "others": "[OK]"}}]}""");
        assertThat(answer.waitsFor()).isEqualTo("Kafka (access)");
    }

    @Test
    void letters_that_wait_are_told_and_where_a_service_does_not_say_those_since_its_start() {
        assertThat(DeadLetterFigure.of("""
                # TYPE mandate_dead_letters counter
                mandate_dead_letters_total{reason="refused"} 2.0
                # TYPE mandate_dead_letters_waiting gauge
                mandate_dead_letters_waiting 1.0
                """)).isEqualTo(new DeadLetterFigure(1, true));
        assertThat(DeadLetterFigure.of("""
                # TYPE mandate_dead_letters counter
                mandate_dead_letters_total{reason="refused"} 2.0
                mandate_dead_letters_total{reason="unreadable"} 1.0
                """)).isEqualTo(new DeadLetterFigure(3, false));
    }

    private static String notWell(String service, String check) {
        var failing = HealthAnswer.of(503, "{\"checks\": [" + check + "]}").failing();
        return StatusCommand.remarks(List.of(new PartStatus(
                "not well",
                false,
                failing.stream()
                        .flatMap(it -> Remark.notWell(service, it).stream())
                        .collect(Collectors.toList()))));
    }

    private static String told(PartStatus status) {
        return StatusCommand.remarks(List.of(status));
    }
}
