package dev.mandate.audit.engine.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.audit.engine.profiles.ProfileSample;
import dev.mandate.events.lifecycle.ToolLabel;
import dev.mandate.events.risk.ProfileTally.Aspect;
import dev.mandate.events.risk.SessionRisk.Level;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A person who says yes to a call says what is usual: what raised a finding each time becomes known. */
class ApprovedLearningTest {
    private static final String LANDLORD = "de75512108001245126199";
    private static final String THIEF = "gb33bukb20201555555555";
    private static final Map<String, Object> RENT = Map.of("recipient", LANDLORD, "amount", 900);
    private static final Map<String, Object> THEFT = Map.of("recipient", THIEF, "amount", 900);

    private int approvals;

    private static RiskRun run() {
        return RiskRun.withShippedRules()
                .tool("bills", ToolLabel.PRIVATE, ToolLabel.UNTRUSTED)
                .tool("pay", ToolLabel.MONEY, ToolLabel.STATE)
                .tool("mail", ToolLabel.EGRESS);
    }

    private RiskRun held(RiskRun run, int session, Map<String, Object> payment) {
        return run.inSession("del_month" + session)
                .shows("bills", LANDLORD, THIEF)
                .isHeld("apr_" + ++approvals, "pay", payment);
    }

    private RiskRun rentApproved(RiskRun run, int session) {
        return held(run, session, RENT).isApproved("apr_" + approvals, "pay", RENT);
    }

    private Level next(RiskRun run, Map<String, Object> payment) {
        return after(run.learns(), "next", "pay", payment);
    }

    private static Level after(RiskRun run, String session, String tool, Map<String, Object> arguments) {
        return run.inSession("del_" + session)
                .shows("bills", LANDLORD, THIEF)
                .calls(tool, arguments)
                .state()
                .level();
    }

    @Test
    void a_payee_whom_a_person_approved_in_two_of_such_tasks_is_known() {
        try (var run = run()) {
            for (int month = 0; month < 2; month++) {
                assertThat(held(run, month, RENT).state().level()).isEqualTo(Level.HIGH);
                run.isApproved("apr_" + approvals, "pay", RENT);
            }
            assertThat(next(run, RENT)).isEqualTo(Level.NONE);
            assertThat(after(run, "other", "pay", THEFT)).isEqualTo(Level.HIGH);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 10, 25})
    void a_yes_to_one_payee_says_nothing_of_whom_the_texts_name_beside_him(int months) {
        try (var run = run()) {
            for (int month = 0; month < months; month++) rentApproved(run, month);
            assertThat(next(run, THEFT)).isEqualTo(Level.HIGH);
            assertThat(after(run, "mail", "mail", Map.of("to", THIEF))).isEqualTo(Level.HIGH);
            assertThat(after(run, "rent", "pay", RENT)).isEqualTo(Level.NONE);
        }
    }

    @Test
    void nor_does_a_yes_to_calls_like_one_make_known_whom_he_has_not_looked_at() {
        try (var run = run()) {
            for (int month = 0; month < 10; month++) rentApproved(run, month).isAgreed("del_like", "pay", THEFT);
            assertThat(next(run, THEFT)).isEqualTo(Level.HIGH);
        }
    }

    @Test
    void who_was_never_approved_stays_a_stranger_however_often_somebody_was_asked() {
        try (var run = run()) {
            for (int month = 0; month < 50; month++) held(run, month, THEFT);
            assertThat(next(run, THEFT)).isEqualTo(Level.HIGH);
        }
    }

    @Test
    void a_yes_to_one_call_says_nothing_of_another_one_of_its_session() {
        try (var run = run()) {
            for (int month = 0; month < 10; month++)
                rentApproved(run, month).isHeld("apr_" + ++approvals, "pay", THEFT);
            assertThat(next(run, THEFT)).isEqualTo(Level.HIGH);
            assertThat(run.profiles().sessions("agt_first", Aspect.SESSIONS, ProfileSample.ALL))
                    .isEmpty();
        }
    }

    @Test
    void what_is_done_beside_the_asking_teaches_nothing_however_often_it_is_found() {
        try (var run = run()) {
            for (int month = 0; month < 3; month++) {
                rentApproved(run, month);
                for (int time = 0; time < 4; time++) // so many that only each second, fourth, … is told
                run.isApproved("apr_again" + ++approvals, "pay", RENT);
                run.calls("pay", THEFT);
            }
            assertThat(next(run, THEFT)).isEqualTo(Level.HIGH);
        }
    }

    @Test
    void whoever_reports_another_call_than_was_approved_teaches_nothing() {
        try (var run = run()) {
            for (int month = 0; month < 10; month++) held(run, month, THEFT).calls("pay", THEFT);
            assertThat(next(run, THEFT)).isEqualTo(Level.HIGH);
        }
    }
}
