package dev.mandate.audit.engine.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.actions.ActionEvent;
import dev.mandate.events.actions.ActionEvent.ModelUsed;
import dev.mandate.events.actions.TokenUsage;
import dev.mandate.events.actions.ToolIntention;
import dev.mandate.events.actions.ToolResult.Status;
import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.events.cloudevents.Envelope;
import dev.mandate.events.ids.DecisionId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.SessionId;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelUsesTest {
    @Test
    void what_a_model_was_asked_is_no_call_of_a_tool_and_keeps_none_from_being_judged() {
        try (var run = RiskRun.withShippedRules()) {
            run.record(CloudEventCodec.encode(
                    ActionEvent.FAMILY,
                    new Envelope<ActionEvent>(
                            "urn:mandate:gateway",
                            "dec_model/outcome",
                            run.clock(),
                            new ModelUsed(
                                    new SessionId("del_task"),
                                    new IdentityId("agt_first"),
                                    null,
                                    new DecisionId("dec_model"),
                                    "general-small",
                                    "chat/completions",
                                    run.clock(),
                                    Status.SUCCEEDED,
                                    100,
                                    new TokenUsage(10, 5, null),
                                    List.of(new ToolIntention("crm.contacts", null)),
                                    null),
                            null)));
            assertThat(run.deadLetters()).isEmpty();
            assertThat(run.alerts()).isEmpty();
        }
    }
}
