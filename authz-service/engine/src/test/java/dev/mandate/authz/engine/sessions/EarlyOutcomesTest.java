package dev.mandate.authz.engine.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.authz.engine.approvals.ApprovalUses;
import dev.mandate.authz.engine.delegations.Delegations;
import dev.mandate.authz.engine.entities.Catalogue;
import dev.mandate.events.actions.ActionEvent.ToolCalled;
import dev.mandate.events.actions.ToolResult;
import dev.mandate.events.authz.CallDigest;
import dev.mandate.events.cloudevents.Receipt;
import dev.mandate.events.ids.DecisionId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Reports that come before their decision: of strangers who know its id, and of whom it was given to. */
class EarlyOutcomesTest {
    private static final Instant NOW = Instant.now();
    private static final SessionId TASK = new SessionId("del_task");
    private static final IdentityId AGENT = new IdentityId("agt_1");
    private static final int MORE_THAN_IS_KEPT = 10_001;

    private final Receipts receipts = Receipts.by("receipts-of-the-tests-and-of-nobody-else");
    private final SessionLedger ledger = new SessionLedger(100);
    private final DecisionId decision = DecisionId.next();
    private final SessionFacts facts = new SessionFacts(
            ledger,
            new ApprovalUses(),
            new RecordPlaces(),
            new Catalogue(),
            Delegations.empty(),
            receipts,
            Duration.ofMinutes(5),
            () -> NOW);

    @Test
    void however_many_strangers_tell_of_a_call_first_whose_it_was_is_heard() {
        for (int i = 0; i < 10; i++)
            tells(decision, i % 2 == 0 ? null : new Receipt("guess " + i), Map.of("forged", i));
        tells(decision, receipts.of(decision), Map.of());
        assertThat(unfinished()).isZero();
    }

    @Test
    void however_many_decisions_strangers_make_up_meanwhile_it_is_not_forgotten() {
        tells(decision, receipts.of(decision), Map.of());
        for (int i = 0; i < MORE_THAN_IS_KEPT; i++) tells(DecisionId.next(), new Receipt("guess"), Map.of());
        assertThat(unfinished()).isZero();
    }

    @Test
    void who_shows_nothing_of_its_own_completes_no_call() {
        for (int i = 0; i < 10; i++) tells(decision, i == 0 ? null : new Receipt("guess " + i), Map.of());
        assertThat(unfinished()).isEqualTo(1);
    }

    private void tells(DecisionId of, @Nullable Receipt shown, Map<String, Object> arguments) {
        var result = ToolResult.succeeded(1);
        facts.called(
                new ToolCalled(TASK, AGENT, null, of, "mail.read", arguments, NOW, result, List.of()), shown, null);
    }

    private long unfinished() {
        var call = CallDigest.of(AGENT, "mail.read", Map.of()).with(receipts.digest(decision));
        ledger.arrived(TASK, NOW, decision, CountedCall.of("mail.read", null, Map.of()), call);
        return ledger.of(TASK, NOW).unfinished();
    }
}
