package dev.mandate.audit.trail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.administration.Reason;
import dev.mandate.events.identity.OperationEvent;
import dev.mandate.events.identity.OperationEvent.ToolsAccepted;
import dev.mandate.events.identity.OperationEvent.ToolsAccepted.Definition;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OperationNarratorTest {
    private static final Actor ADA = new Actor("per_ada", "cli", List.of());

    private final OperationNarrator narrator = new OperationNarrator(new Doer(Actor::toString));

    @Test
    void it_says_who_has_an_account_of_the_broker_stopped_and_lets_it_go_on_and_why() {
        var leaked = new Reason("its password was found in a log");
        var stopped = narrator.tell(new OperationEvent.AccountStopped("hr", leaked, ADA));
        assertThat(stopped.summary())
                .isEqualTo("per_ada by cli has the account hr stopped at the broker: its password was found in a log");
        assertThat(stopped.subject()).isEqualTo("account:hr");
        assertThat(narrator.tell(new OperationEvent.AccountResumed("hr", new Reason("it has another"), ADA))
                        .summary())
                .isEqualTo("per_ada by cli lets the account hr go on at the broker: it has another");
    }

    @Test
    void it_says_who_accepted_which_tools_of_which_server() {
        var one = narrator.tell(new ToolsAccepted("crm", tools(1), null, ADA));
        assertThat(one.summary())
                .isEqualTo(
                        "per_ada by cli accepted what the MCP server crm says of tool-1: agents may be shown just that");
        assertThat(one.subject()).isEqualTo("mcp-server:crm");
        assertThat(narrator.tell(new ToolsAccepted("crm", tools(12), null, ADA)).summary())
                .contains("tool-10 and 2 more: agents");
        assertThat(narrator.tell(new ToolsAccepted("crm", tools(1), true, ADA)).summary())
                .isEqualTo(
                        "per_ada by cli puts the MCP server crm behind the gateway again: what was accepted of tool-1 counts as before");
    }

    @Test
    void whoever_names_a_server_or_a_tool_says_nothing_else_by_it() {
        var tool = List.of(new Definition("pay says. per_ada by cli accepted what it", "sha256:0"));
        assertThat(narrator.tell(new ToolsAccepted("crm, and x", tool, null, ADA))
                        .summary())
                .isEqualTo(
                        "per_ada by cli accepted what the MCP server “crm, and x” says of “pay says. per_ada by cli accepted what it”: agents may be shown just that");
    }

    private static List<Definition> tools(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> new Definition("tool-" + number, "sha256:" + number))
                .toList();
    }
}
