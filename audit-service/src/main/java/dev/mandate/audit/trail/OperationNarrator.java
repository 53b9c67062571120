package dev.mandate.audit.trail;

import dev.mandate.events.cloudevents.PlainText;
import dev.mandate.events.identity.OperationEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Says in one sentence what an operator set out to do with his own hands. */
@ApplicationScoped
class OperationNarrator {
    /** The others are in the record itself. */
    private static final int MOST_NAMED = 10;

    private static final int LONGEST_NAME = 128;
    private static final Pattern NAME = Pattern.compile("[\\w./:-]{1," + LONGEST_NAME + "}");

    private final Doer doer;

    @Inject
    OperationNarrator(Doer doer) {
        this.doer = doer;
    }

    TrailRow tell(OperationEvent event) {
        var who = doer.named(event.by(), "Nobody");
        if (event instanceof OperationEvent.AccountStopped it)
            return row(
                    it,
                    "account_stopped",
                    who + " has the account " + it.account() + " stopped at the broker" + Doer.because(it.reason()));
        if (event instanceof OperationEvent.AccountResumed it)
            return row(
                    it,
                    "account_resumed",
                    who + " lets the account " + it.account() + " go on at the broker" + Doer.because(it.reason()));
        var it = (OperationEvent.ToolsAccepted) event;
        var server = name(it.server());
        return row(
                it,
                "tools_accepted",
                Boolean.TRUE.equals(it.again())
                        ? who + " puts the MCP server " + server + " behind the gateway again: what was accepted of "
                                + named(it) + " counts as before"
                        : who + " accepted what the MCP server " + server + " says of " + named(it)
                                + ": agents may be shown just that");
    }

    private static String named(OperationEvent.ToolsAccepted event) {
        var tools = event.tools();
        var named =
                tools.stream().limit(MOST_NAMED).map(tool -> name(tool.tool())).collect(Collectors.joining(", "));
        return named + (tools.size() > MOST_NAMED ? " and " + (tools.size() - MOST_NAMED) + " more" : "");
    }

    /** Servers name their tools, and whoever has an agent may name both: where a name could go on with our sentence it stands in quotation. */
    private static String name(String text) {
        return NAME.matcher(text).matches() ? text : PlainText.quoted(text, LONGEST_NAME);
    }

    private static TrailRow row(OperationEvent event, String outcome, String summary) {
        return new TrailRow(null, null, Doer.person(event.by()), null, null, outcome, summary).on(event.subject());
    }
}
