package dev.mandate.bench.sequences;

import dev.mandate.events.actions.ActionEvent.ToolCalled;
import dev.mandate.events.actions.ToolResult;
import dev.mandate.events.authz.DecidedBuilder;
import dev.mandate.events.authz.DecisionEvent.Decided;
import dev.mandate.events.ids.DecisionId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A call of the stream.
 *
 * @param number in the order of time, and the id of its event
 * @param at when it happened, milliseconds since 1970; no other call of the stream happened then
 * @param arrives when it is told
 */
record Call(int number, int session, int agent, Kind kind, long at, long arrives) {
    static final String SOURCE = "urn:mandate:bench:platform";
    private static final String BODY = "As agreed, please find the figures of this quarter below. ".repeat(4);

    String id() {
        return Integer.toString(number);
    }

    SessionId sessionId() {
        return new SessionId("del_session" + session);
    }

    IdentityId agentId() {
        return new IdentityId("agt_agent" + agent);
    }

    private DecisionId decision() {
        return new DecisionId("dec_" + number);
    }

    ToolCalled event() {
        return new ToolCalled(
                sessionId(),
                agentId(),
                null,
                decision(),
                kind.tool,
                arguments(),
                Instant.ofEpochMilli(at),
                new ToolResult(ToolResult.Status.SUCCEEDED, 100 + number % 900, shown(), null),
                List.of());
    }

    /** What the delegation of its session names. */
    static List<String> taskIdentifiers(SessionId session) {
        return List.of("customer-" + session.value().substring("del_session".length()));
    }

    /** The allow under which it runs. */
    Decided decided() {
        return DecidedBuilder.of(
                        decision(),
                        Instant.ofEpochMilli(at),
                        "agent/" + agentId().value(),
                        "call",
                        Decided.TOOL + kind.tool)
                .session(sessionId())
                .identity(agentId())
                .chain(List.of(agentId()))
                .arguments(arguments())
                .allowed()
                .policies("bench", 1)
                .freshnessMillis(1)
                .caller("bench")
                .build();
    }

    private Map<String, Object> arguments() {
        return switch (kind) {
            case READ -> Map.of("id", "c" + number % 500);
            case BROWSE -> Map.of("url", "https://site" + number % 40 + ".example/page/" + number % 7);
            case SEND -> Map.of("to", List.of("eve@outside.example"), "subject", "Figures", "body", BODY);
            case SEND_HOME -> Map.of("to", List.of("ada@acme.example"), "subject", "Figures", "body", BODY);
            case PAY -> Map.of("account", "DE" + number % 90, "amount", 10 + number % 990);
            case ROTATE -> Map.of("key", "k" + number % 20);
            case GRANT -> Map.of("role", "reader", "to", "group" + number % 9);
            case APPROVE -> Map.of("question", "May I?");
            case PLAIN -> Map.of("day", "2026-11-" + (10 + number % 20));
        };
    }

    private List<String> shown() {
        return switch (kind) {
            case READ -> List.of("contact" + number % 50 + "@customer.example");
            case BROWSE ->
                List.of("https://site" + number % 40 + ".example/next", "info@site" + number % 40 + ".example");
            default -> List.of();
        };
    }
}
