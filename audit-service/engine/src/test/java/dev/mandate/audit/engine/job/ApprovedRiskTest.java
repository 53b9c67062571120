package dev.mandate.audit.engine.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.lifecycle.ToolLabel;
import dev.mandate.events.risk.SessionRisk;
import dev.mandate.events.risk.SessionRisk.Level;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A person's yes is not held against the session, or he would be asked about each further call because of it. */
class ApprovedRiskTest {
    private static final Map<String, Object> TO_BO = Map.of("to", "bo@partner.example");
    private static final Map<String, Object> TO_EVE = Map.of("to", "eve@stranger.example");

    private final RiskRun run = RiskRun.withShippedRules()
            .tool("pages", ToolLabel.UNTRUSTED, ToolLabel.PRIVATE)
            .tool("mail", ToolLabel.EGRESS)
            .shows("pages", "bo@partner.example", "eve@stranger.example");

    @AfterEach
    void close() {
        run.close();
    }

    @Test
    void what_a_person_approved_is_told_and_not_held_against_the_session() {
        assertThat(run.isHeld("apr_bo", "mail", TO_BO).state().level()).isEqualTo(Level.HIGH);
        assertThat(run.isApproved("apr_bo", "mail", TO_BO).state())
                .returns(Level.NONE, SessionRisk::level)
                .satisfies(state -> assertThat(state.rules()).isNotEmpty());
        run.clockAt("00:01").dated("00:01").calls("pages", Map.of());
        assertThat(run.state().level()).isEqualTo(Level.NONE);
    }

    @Test
    void what_is_told_says_that_somebody_knew() {
        run.isHeld("apr_bo", "mail", TO_BO);
        assertThat(run.newAlerts())
                .isNotEmpty()
                .noneSatisfy(it -> assertThat(it.message()).contains("said yes"));
        run.isApproved("apr_bo", "mail", TO_BO);
        assertThat(run.newAlerts()).isNotEmpty().allSatisfy(told -> {
            assertThat(told.message()).contains("to which a person had said yes");
            assertThat(told.evidences().get(told.evidences().size() - 1).data().get("approval"))
                    .hasFieldOrPropertyWithValue("given", true);
        });
        run.isAgreed("del_like", "mail", TO_EVE);
        assertThat(run.newAlerts())
                .anySatisfy(it -> assertThat(it.message()).contains("as a person agreed to calls like it"));
    }

    @Test
    void nor_is_a_call_that_he_agreed_to_among_those_like_one_that_he_looked_at() {
        run.isHeld("apr_bo", "mail", TO_BO).isApproved("apr_bo", "mail", TO_BO);
        assertThat(run.isAgreed("del_like", "mail", TO_BO).state().level()).isEqualTo(Level.NONE);
        assertThat(run.isAgreed("del_like", "mail", TO_BO).state().level()).isEqualTo(Level.NONE);
    }

    @Test
    void what_no_call_had_that_he_looked_at_is_whatever_he_agreed_to() {
        assertThat(run.isAgreed("del_like", "mail", TO_EVE).state().level()).isEqualTo(Level.HIGH);
    }

    @Test
    void what_there_was_to_see_when_he_was_asked_is_not_though_nobody_told_of_the_denial() {
        at("00:01").asks("apr_bo");
        assertThat(at("00:02").isApproved("apr_bo", "mail", TO_BO).state())
                .returns(Level.NONE, SessionRisk::level)
                .satisfies(state -> assertThat(state.rules()).isNotEmpty());
    }

    @Test
    void what_is_found_by_what_was_read_after_he_was_asked_is() {
        run.inSession("del_later").clockAt("00:01").dated("00:01").asks("apr_bo");
        at("00:02").shows("pages", "bo@partner.example");
        assertThat(at("00:03").isApproved("apr_bo", "mail", TO_BO).state())
                .returns(Level.HIGH, SessionRisk::level)
                .satisfies(state -> assertThat(state.counting()).containsExactlyInAnyOrderElementsOf(state.rules()));
        assertThat(at("00:04").isAgreed("del_like", "mail", TO_BO).state().level())
                .isEqualTo(Level.HIGH);
    }

    @Test
    void what_was_found_when_it_was_held_is_not_whatever_was_read_since() {
        at("00:01").isHeld("apr_bo", "mail", TO_BO);
        at("00:02").shows("pages", "ann@partner.example");
        assertThat(at("00:03").isApproved("apr_bo", "mail", TO_BO).state())
                .returns(Level.NONE, SessionRisk::level)
                .satisfies(state -> assertThat(state.counting()).isEmpty());
    }

    @Test
    void nor_does_asking_for_the_same_call_again_show_him_what_was_read_since() {
        run.inSession("del_later").clockAt("00:01").dated("00:01").isHeld("apr_bo", "mail", TO_BO);
        assertThat(run.state().level()).isEqualTo(Level.LOW);
        at("00:02").shows("pages", "bo@partner.example");
        at("00:03").isHeld("apr_bo", "mail", TO_BO);
        assertThat(at("00:04").isApproved("apr_bo", "mail", TO_BO).state().level())
                .isEqualTo(Level.HIGH);
    }

    @Test
    void what_nothing_can_rest_on_and_what_he_approved_too_takes_no_yes_back() {
        run.tool("clock");
        at("00:01").asks("apr_bo").asks("apr_eve");
        at("00:02").calls("clock", Map.of());
        assertThat(at("00:03").isApproved("apr_eve", "mail", TO_EVE).state().level())
                .isEqualTo(Level.NONE);
        assertThat(at("00:04").isApproved("apr_bo", "mail", TO_BO).state().level())
                .isEqualTo(Level.NONE);
    }

    private RiskRun at(String time) {
        return run.clockAt(time).dated(time);
    }

    @Test
    void what_he_did_not_approve_is() {
        run.isHeld("apr_bo", "mail", TO_BO).isApproved("apr_bo", "mail", TO_BO);
        assertThat(run.isHeld("apr_eve", "mail", TO_EVE).state().level()).isEqualTo(Level.HIGH);
        assertThat(run.calls("pages", Map.of()).state().level()).isEqualTo(Level.HIGH);
    }

    @Test
    void nor_does_his_yes_to_one_call_cover_what_ran_beside_it() {
        run.calls("mail", TO_EVE);
        assertThat(run.isHeld("apr_bo", "mail", TO_BO)
                        .isApproved("apr_bo", "mail", TO_BO)
                        .state()
                        .level())
                .isEqualTo(Level.HIGH);
    }
}
