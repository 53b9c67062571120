package dev.mandate.lifecycle.approvals;

import static dev.mandate.lifecycle.approvals.Asked.ADA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.authz.CallDigest;
import dev.mandate.events.authz.Obligation;
import dev.mandate.events.identity.Constraint;
import dev.mandate.events.identity.Constraint.Operator;
import dev.mandate.events.ids.DelegationId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.SessionId;
import dev.mandate.events.lifecycle.ApprovedCall;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What Ada may agree to when she is asked about a mail of her task. */
class OfferedKindTest {
    private static final IdentityId BOSS = new IdentityId("per_boss");
    private static final DelegationId TASK = new DelegationId("del_task");
    private static final List<Constraint> LIMITS =
            List.of(new Constraint("to", Operator.ONE_OF, List.of("bo@x.example")));
    private static final Obligation HELD = new Obligation(Obligation.Kind.APPROVAL, null, "held");

    @Test
    void calls_of_the_tool_within_limits_for_the_policies_that_asked() {
        assertThat(OfferedKind.of(asked(TASK, "tool/email.send", "mail", List.of("egress"), LIMITS, ADA, HELD)))
                .contains(new OfferedKind("email.send", LIMITS, List.of("held"), "main/1", List.of("body", "to")));
    }

    @Test
    void nothing_where_each_call_is_asked_for() {
        assertThat(OfferedKind.of(asked(null, "tool/email.send", "mail", List.of(), LIMITS, ADA, HELD)))
                .as("no task")
                .isEmpty();
        assertThat(OfferedKind.of(asked(TASK, "tool/email.send", null, List.of(), LIMITS, ADA, HELD)))
                .as("nobody registered the tool")
                .isEmpty();
        assertThat(OfferedKind.of(asked(TASK, "invoice/4711", "invoicing", List.of(), LIMITS, ADA, HELD)))
                .as("an application's own")
                .isEmpty();
        assertThat(OfferedKind.of(asked(TASK, "tool/pay", "bank", List.of("money"), LIMITS, ADA, HELD)))
                .as("somebody gets something")
                .isEmpty();
        assertThat(OfferedKind.of(asked(TASK, "tool/email.send", "mail", List.of(), List.of(), ADA, HELD)))
                .as("nothing to hold it to")
                .isEmpty();
        assertThat(OfferedKind.of(asked(TASK, "tool/email.send", "mail", List.of(), LIMITS, BOSS, HELD)))
                .as("his manager is asked")
                .isEmpty();
        assertThat(OfferedKind.of(asked(TASK, "tool/email.send", "mail", List.of(), LIMITS, null, HELD)))
                .as("a role is asked")
                .isEmpty();
        var role = new Obligation(Obligation.Kind.APPROVAL, "role:finance", "held");
        assertThat(OfferedKind.of(asked(TASK, "tool/email.send", "mail", List.of(), LIMITS, ADA, role)))
                .isEmpty();
        var risk = new Obligation(Obligation.Kind.APPROVAL, null, null);
        assertThat(OfferedKind.of(asked(TASK, "tool/email.send", "mail", List.of(), LIMITS, ADA, HELD, risk)))
                .as("the risk asks too")
                .isEmpty();
    }

    private static Approval asked(
            @Nullable DelegationId task,
            String resource,
            @Nullable String application,
            List<String> labels,
            List<Constraint> limits,
            @Nullable IdentityId approver,
            Obligation... demands) {
        var agent = new IdentityId("agt_clerk");
        var call = new ApprovedCall(
                "cli_gateway",
                agent,
                task,
                new SessionId("del_task"),
                "call",
                resource,
                CallDigest.of(agent, "email.send", Map.of()),
                "main/1",
                List.of(demands));
        return Asked.about(
                call,
                approver,
                new ShownCall(
                        "Send",
                        application,
                        labels,
                        Map.of(),
                        0,
                        true,
                        "why",
                        0,
                        List.of(),
                        List.of("body", "to"),
                        limits,
                        null));
    }
}
