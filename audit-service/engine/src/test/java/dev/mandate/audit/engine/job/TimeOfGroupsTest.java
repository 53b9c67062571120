package dev.mandate.audit.engine.job;

import static dev.mandate.audit.engine.job.RiskRun.rule;
import static dev.mandate.audit.engine.job.RiskRun.to;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.audit.engine.sigma.reading.RuleFile;
import dev.mandate.events.risk.FindingEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Time runs by group: what one session's source writes as time is no other session's matter, and too late is not lost. */
class TimeOfGroupsTest {
    private static final RuleFile BY_SESSION = rule("data-exfiltration");
    private static final RuleFile BY_AGENT =
            new RuleFile("agent.yml", BY_SESSION.text().replace("    - session\n", "    - agent\n"));

    @Test
    void an_action_dated_years_ahead_changes_nothing_for_any_other_session() {
        for (var rule : List.of(BY_SESSION, BY_AGENT)) {
            var undisturbed = findingsOfTheOther(rule, run -> {});
            assertThat(undisturbed).hasSize(1);
            assertThat(findingsOfTheOther(rule, TimeOfGroupsTest::oneIsDatedYearsAhead))
                    .isEqualTo(undisturbed);
        }
    }

    private static void oneIsDatedYearsAhead(RiskRun run) {
        run.inSession("del_ahead").by("agt_ahead").dated(Instant.parse("2036-01-01T00:00:00Z"));
        for (int i = 0; i < 3; i++) run.record(run.wire("crm.contacts", Map.of(), "ahead" + i));
    }

    private static List<FindingEvent> findingsOfTheOther(RuleFile rule, Consumer<RiskRun> between) {
        try (var run = RiskRun.with(rule)) {
            run.inSession("del_other").by("agt_other").at("10:00").reads("crm.contacts");
            between.accept(run);
            run.inSession("del_other").by("agt_other").at("10:04").sends("email", to("outside.example"));
            assertThat(run.late()).isZero();
            return run.alerts();
        }
    }

    @Test
    void an_event_later_than_its_group_remembers_is_counted_and_judged_by_what_is_left() {
        try (var run = RiskRun.with(BY_SESSION)) {
            run.at("10:00").reads("crm.contacts").at("11:00").reads("crm.contacts");
            assertThat(run.late()).isZero();
            run.dated("10:04").sends("email", to("outside.example"));
            assertThat(run.late()).isEqualTo(1);
            run.dated("10:03").reads("crm.contacts");
            assertThat(run.late()).isEqualTo(2);
            assertThat(run.alerts()).hasSize(1);
        }
    }

    @Test
    void what_is_late_in_one_session_is_not_late_in_another() {
        try (var run = RiskRun.with(BY_SESSION)) {
            run.inSession("del_one").at("11:00").reads("crm.contacts");
            run.inSession("del_two").dated("10:04").reads("crm.contacts");
            assertThat(run.late()).isZero();
        }
    }
}
