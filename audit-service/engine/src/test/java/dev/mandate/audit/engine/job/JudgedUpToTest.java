package dev.mandate.audit.engine.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.actions.ActionPlace;
import dev.mandate.events.lifecycle.ToolLabel;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A session's state says how far of its actions it covers, by which decisions see that what was read is judged. */
class JudgedUpToTest {
    private static final Map<String, Object> ANY = Map.of();

    private final RiskRun run = RiskRun.withShippedRules().tool("web.read", ToolLabel.UNTRUSTED);

    @AfterEach
    void close() {
        run.close();
    }

    @Test
    void it_reaches_the_session_s_newest_action_and_not_another_s() {
        run.at("10:00").reads("web.read").reads("web.read");
        assertThat(run.state().upTo()).isEqualTo(new ActionPlace(0, 1));
        run.inSession("del_other").reads("web.read");
        run.inSession("del_task").reads("web.read");
        assertThat(run.states().get("del_other").upTo()).isEqualTo(new ActionPlace(0, 2));
    }

    @Test
    void it_reaches_what_happened_before_and_is_told_after_a_later_call() {
        run.at("10:05").reads("web.read");
        run.at("10:00").reads("web.read");
        assertThat(run.state().upTo()).isEqualTo(new ActionPlace(0, 1));
    }

    @Test
    void it_does_not_reach_an_action_whose_decision_is_still_to_come_nor_those_behind_it() {
        run.at("10:00").reads("web.read");
        run.callsUnder("dec_late", "web.read", ANY).reads("web.read");
        assertThat(run.state().upTo()).isEqualTo(new ActionPlace(0, 0));
        run.decides("dec_late", "web.read", true);
        assertThat(run.state().upTo()).isEqualTo(new ActionPlace(0, 2));
    }

    @Test
    void what_no_decision_speaks_for_moves_nothing() {
        run.at("10:00").reads("web.read");
        assertThat(run.state().upTo()).isEqualTo(new ActionPlace(0, 0));
        run.withoutDecisions().reads("web.read");
        assertThat(run.state()).isNull();
    }
}
