package dev.mandate.authz.decisions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.ids.SessionId;
import dev.mandate.events.risk.SessionRisk;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CallContextTest {
    @Test
    void arguments_that_cannot_be_read_to_the_end_are_invalid_and_end_no_thread() {
        var context = CallContext.of(question("/a".repeat(60_000)), null, touched(), Instant.EPOCH);
        assertThat(context.invalid()).isNotNull();
        assertThat(CallContext.of(question("/a"), null, touched(), Instant.EPOCH)
                        .invalid())
                .isNull();
    }

    private static Question question(String text) {
        return new Question(
                "agent",
                "agt_clerk",
                Question.Action.of("call"),
                "tool",
                "nobody.registered",
                Map.of("text", text),
                Map.of(),
                null,
                null,
                List.of(),
                null,
                "test",
                null,
                null);
    }

    private static SessionRisk touched() {
        return new SessionRisk(
                new SessionId("del_root"),
                1,
                false,
                SessionRisk.Level.NONE,
                List.of(),
                Set.of(),
                1,
                1,
                0,
                false,
                List.of(),
                List.of(),
                null,
                Set.of(),
                null,
                Instant.EPOCH);
    }
}
