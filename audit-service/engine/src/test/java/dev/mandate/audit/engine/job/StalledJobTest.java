package dev.mandate.audit.engine.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.actions.ActionEvent;
import dev.mandate.events.actions.ActionEvent.ToolCalled;
import dev.mandate.events.actions.ToolResult;
import dev.mandate.events.authz.DecisionEvent;
import dev.mandate.events.ids.DecisionId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.SessionId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A job that stood still finds what it has not read yet, however late it does. */
class StalledJobTest {
    private static final SessionId SESSION = new SessionId("del_task");
    private static final IdentityId AGENT = new IdentityId("agt_clerk");

    private final MovingTask task =
            new MovingTask(RiskRun.MIDNIGHT.plus(Duration.ofHours(9)), RiskRun.rule("data-exfiltration"));
    private int sent;

    @AfterEach
    void end() {
        task.close();
    }

    @ParameterizedTest(name = "it stands still for {0}")
    @ValueSource(strings = {"PT1M", "PT40M", "PT2H", "P2D"})
    void a_read_before_and_a_send_during_the_standstill_are_one_sequence(Duration standstill) {
        calls("crm.contacts", Map.of("id", "7"));
        task.catchesUp();
        calls("email", Map.of("to", "eve@outside.example"));
        task.stalls(standstill);
        task.moves(true);
        task.stalls(Duration.ofMinutes(6)); // it is back, and looks for what rests before it reads on
        task.catchesUp();
        assertThat(task.findings())
                .extracting(finding -> finding.findingInfo().title())
                .containsExactly("Private data read, then something sent outside");
        assertThat(task.states().get(SESSION.value()).privateReads()).isEqualTo(1);
    }

    @Test
    void what_rests_although_all_was_read_is_forgotten() {
        calls("crm.contacts", Map.of("id", "7"));
        task.catchesUp();
        for (int look = 0; look < 2; look++) {
            task.stalls(Duration.ofHours(25));
            task.keepsUp();
            task.stalls(Duration.ofMinutes(2));
        }
        task.commits();
        assertThat(task.states().get(SESSION.value()).deleted()).isTrue();
    }

    private void calls(String tool, Map<String, Object> arguments) {
        var decision = DecisionId.next();
        var at = task.clock();
        task.decides(RiskRun.encoded(
                DecisionEvent.FAMILY,
                "urn:test",
                "d" + sent,
                at,
                RiskRun.decided(decision, SESSION, AGENT, tool, true, at)));
        task.acts(
                SESSION.value(),
                RiskRun.encoded(
                        ActionEvent.FAMILY,
                        "urn:test",
                        "a" + sent++,
                        at,
                        new ToolCalled(
                                SESSION,
                                AGENT,
                                null,
                                decision,
                                tool,
                                arguments,
                                at,
                                ToolResult.succeeded(10),
                                List.of())));
    }
}
