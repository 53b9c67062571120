package dev.mandate.authz.engine.sessions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.ids.DecisionId;
import org.junit.jupiter.api.Test;

class ReceiptsTest {
    private static final DecisionId DECISION = new DecisionId("dec_01k9p0b9a2e0rv1q5w8x7y6z3c");
    private static final byte[] YES = "yes".getBytes(UTF_8);

    private final Receipts receipts = Receipts.by("thirty-two random characters, all here");

    /** By the two lines of docs/operation.md, of openssl. */
    @Test
    void who_has_the_secret_shows_by_any_tool_which_answer_a_call_got() {
        assertThat(String.valueOf(receipts.answer(DECISION, YES)))
                .contains("hmac-sha256:c42629ae8b51b28ce0bcf2aa7e39c65e5f9132cbc28d2dc1d56f603794f28537");
    }

    @Test
    void nobody_else_sees_that_it_was_a_yes_or_the_same_as_another() {
        assertThat(receipts.answer(DECISION, YES)).isNotEqualTo(receipts.answer(DecisionId.next(), YES));
        assertThat(Receipts.NONE.answer(DECISION, YES)).isNull();
    }
}
