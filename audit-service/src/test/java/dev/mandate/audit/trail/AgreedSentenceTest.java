package dev.mandate.audit.trail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.authz.DecidedBuilder;
import dev.mandate.events.authz.DecisionEvent.Decided;
import dev.mandate.events.authz.GuardOutcome;
import dev.mandate.events.ids.DecisionId;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgreedSentenceTest {
    @Test
    void where_nobody_was_asked_it_is_told_by_what() {
        assertThat(Narrator.approval(
                        decided(new GuardOutcome("agreed_kind", "del_bos", true, null, List.of("held"))), "Bo"))
                .isEqualTo("; nobody was asked, since Bo agreed to calls like it: del_bos");
        assertThat(Narrator.approval(
                        decided(new GuardOutcome("within_scope", "del_task", true, null, List.of())), "Bo"))
                .isEmpty();
    }

    private static Decided decided(GuardOutcome last) {
        return DecidedBuilder.of(new DecisionId("dec_1"), Instant.EPOCH, "agent/agt_1", "call", "tool/email.send")
                .allowed()
                .guards(List.of(new GuardOutcome("active_identities", "agt_1", true, null, List.of()), last))
                .policies("main/1", 1)
                .freshnessMillis(1)
                .caller("platform")
                .build();
    }
}
