package dev.mandate.lifecycle.approvals;

import static dev.mandate.lifecycle.approvals.Asked.ADA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.authz.CallDigest;
import dev.mandate.events.authz.Obligation;
import dev.mandate.events.ids.SessionId;
import dev.mandate.events.lifecycle.ApprovedCall;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ApprovalTest {
    @Test
    void a_call_is_of_the_client_that_makes_it_and_of_the_gateway_that_asks() {
        var asked = asked("cli_desk");
        assertThat(asked.client()).isEqualTo("cli_desk");
        assertThat(List.of("cli_desk", "cli_gateway")).allMatch(asked::isOf);
        assertThat(asked.isOf("console")).isFalse();
    }

    @Test
    void where_no_token_was_shown_whoever_asks_makes_it() {
        assertThat(asked(null).client()).isEqualTo("cli_gateway");
        assertThat(asked(null).isOf("cli_desk")).isFalse();
    }

    private static Approval asked(@Nullable String client) {
        var call = new ApprovedCall(
                "cli_gateway",
                ADA,
                null,
                SessionId.of(ADA),
                "call",
                "tool/email.send",
                CallDigest.of(ADA, "email.send", Map.of()),
                "main/1",
                List.of(new Obligation(Obligation.Kind.APPROVAL, null, "held")));
        return Asked.about(
                call,
                ADA,
                new ShownCall(
                        "Send", null, List.of(), Map.of(), 0, true, "why", 0, List.of(), List.of(), List.of(), client));
    }
}
