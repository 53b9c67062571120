package dev.mandate.messaging.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.Fuzzing;
import dev.mandate.events.Scribble;
import dev.mandate.messaging.kafka.KafkaClients;
import dev.mandate.messaging.projection.StateProjections;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever is shown as a token is refused with words, or is the very one that was issued. */
@Tag("fuzz")
class FuzzedTokensTest {
    private final Instant now = Instant.parse("2026-11-25T09:00:00Z");

    @Test
    void a_token_that_was_changed_is_refused_or_says_what_it_said() throws Exception {
        var keys = new KeyRing(new StateProjections(new KafkaClients(Map.of()), null)) {
            @Override
            boolean complete() {
                return true;
            }
        };
        var tokens = new SignedTokens(now);
        keys.applied(tokens.published());
        var verifier = new TokenVerifier(new TokenVerifierTest.Identity(), keys, () -> now);
        var token = tokens.with("at+jwt", claims -> claims.claim("scope", "a b").claim("act", Map.of("sub", "agt_1")));
        var issued = verifier.verify(token);
        var parts = List.of(token.split("\\."));
        Fuzzing.rounds("tokens", 3_000, random -> {
            var scribble = new Scribble(random);
            var changed = random.nextInt(3) == 0
                    ? String.join(
                            ".",
                            parts.get(random.nextInt(3)),
                            parts.get(random.nextInt(3)),
                            parts.get(random.nextInt(3)))
                    : scribble.spoilt(token);
            try {
                var caller = verifier.verify(changed);
                assertThat(List.of(caller.subject(), caller.scopes(), caller.by()))
                        .isEqualTo(List.of(issued.subject(), issued.scopes(), issued.by()));
            } catch (InvalidToken e) {
                assertThat(e.getMessage()).isNotBlank().hasSizeLessThan(1_000);
            }
        });
    }
}
