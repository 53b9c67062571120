package dev.mandate.authz.decisions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.authz.DecisionEvent;
import dev.mandate.events.authz.DecisionEvent.Decided;
import dev.mandate.events.authz.GuardOutcome;
import dev.mandate.events.cloudevents.CloudEventCodec;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class FirstDecisionTest {
    private final FirstDecision first = new FirstDecision(InstantSource.system());

    /** One that is refused before would load less. */
    @Test
    void it_comes_as_far_as_the_policies_and_its_record_can_be_read() throws Exception {
        var verdict = first.verdict();
        var record = CloudEventCodec.decode(DecisionEvent.FAMILY, first.record(verdict))
                .data();
        assertThat(record)
                .isInstanceOfSatisfying(
                        Decided.class,
                        decided -> assertThat(decided.guards())
                                .extracting(GuardOutcome::guard)
                                .contains("within_scope", "delegator_policies"));
    }
}
