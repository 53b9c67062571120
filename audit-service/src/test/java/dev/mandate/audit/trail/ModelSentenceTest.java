package dev.mandate.audit.trail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.actions.ActionEvent.ModelUsed;
import dev.mandate.events.actions.TokenUsage;
import dev.mandate.events.actions.ToolIntention;
import dev.mandate.events.actions.ToolResult.Status;
import dev.mandate.events.ids.DecisionId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ModelSentenceTest {
    @Test
    void what_a_model_took_and_asked_for_is_told_in_words() {
        assertThat(told(null)).isEqualTo("Scribe used the model general-small: succeeded, 15 tokens");
        assertThat(told(true, "send_mail", "send_mail", "read"))
                .isEqualTo(
                        "Scribe used the model general-small: succeeded, at most 15 tokens; the model asked for send_mail, read");
        assertThat(told(null, IntStream.range(0, 9).mapToObj(i -> "t" + i).toArray(String[]::new)))
                .endsWith("; the model asked for t0, t1, t2, t3, t4 and more");
    }

    private static String told(Boolean atMost, String... tools) {
        var intentions = List.of(tools).stream()
                .map(tool -> new ToolIntention(tool, null))
                .toList();
        return ModelSentence.of(
                "Scribe",
                new ModelUsed(
                        new SessionId("del_task"),
                        new IdentityId("agt_scribe"),
                        null,
                        new DecisionId("dec_1"),
                        "general-small",
                        "chat/completions",
                        Instant.EPOCH,
                        Status.SUCCEEDED,
                        100,
                        new TokenUsage(10, 5, atMost),
                        intentions,
                        null));
    }
}
