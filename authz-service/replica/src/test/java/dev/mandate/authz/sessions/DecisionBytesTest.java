package dev.mandate.authz.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.authz.DecisionEvent;
import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.events.cloudevents.Envelope;
import dev.mandate.events.ids.DecisionId;
import dev.mandate.events.ids.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DecisionBytesTest {
    @Test
    void a_denial_is_told_without_reading_it() {
        assertThat(DecisionBytes.denied(bytes(false, Map.of("to", "a@b.example"))))
                .isTrue();
    }

    @Test
    void no_arguments_make_an_allow_look_like_a_denial() {
        for (var arguments : List.<Map<String, Object>>of(
                Map.of("allowed", false),
                Map.of("a", Map.of("allowed", false)),
                Map.of("text", "\"allowed\":false", "\"allowed\":false", 1),
                Map.of("list", List.of(Map.of("allowed", false), Map.of("allowed", true)))))
            assertThat(DecisionBytes.denied(bytes(true, arguments)))
                    .as("%s", arguments)
                    .isFalse();
    }

    private static byte[] bytes(boolean allowed, Map<String, Object> arguments) {
        var decided =
                SessionDecisions.decided(new SessionId("del_task"), DecisionId.next(), "mail.send", arguments, allowed);
        return CloudEventCodec.encode(
                        DecisionEvent.FAMILY,
                        new Envelope<>(
                                "urn:x", decided.decision().value(), Instant.EPOCH, (DecisionEvent) decided, null))
                .value();
    }
}
