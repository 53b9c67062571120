package dev.mandate.identity.uses;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.identity.DelegationState;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class UseTest {
    private static final Instant AT = Instant.parse("2026-11-02T23:59:59Z");
    private static final DelegationState TASK = Decisions.task(AT);

    @Test
    void a_call_that_was_let_through_is_one_of_its_day() {
        for (var action : List.of("call", "tools/call"))
            assertThat(Use.of(Decisions.decided(TASK, action, "tool/files.read", AT, true)))
                    .contains(new Use(
                            TASK.delegator().value(), TASK.agent().value(), "files.read", LocalDate.of(2026, 11, 2)));
    }

    @Test
    void what_was_denied_or_is_no_call_of_a_tool_is_none() {
        assertThat(Use.of(Decisions.decided(TASK, "call", "tool/files.read", AT, false)))
                .isEmpty();
        assertThat(Use.of(Decisions.decided(TASK, "tools/list", "mcp_server/files", AT, true)))
                .isEmpty();
        assertThat(Use.of(Decisions.decided(TASK, "use", "model/general-small", AT, true)))
                .isEmpty();
        assertThat(Use.of(Decisions.decided(TASK, "call", "invoice/files.read", AT, true)))
                .isEmpty();
    }
}
