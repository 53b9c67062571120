package dev.mandate.audit.engine.job;

import dev.mandate.audit.engine.sigma.reading.RuleFile;
import dev.mandate.events.actions.ActionEvent;
import dev.mandate.events.actions.ActionEvent.ToolCalled;
import dev.mandate.events.actions.ToolResult;
import dev.mandate.events.actions.ToolResult.Status;
import dev.mandate.events.authz.DecisionEvent;
import dev.mandate.events.cloudevents.WireRecord;
import dev.mandate.events.ids.DecisionId;
import dev.mandate.events.ids.DelegationId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.SessionId;
import dev.mandate.events.lifecycle.ToolLabel;
import dev.mandate.events.risk.FindingEvent;
import dev.mandate.events.risk.SessionRisk;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Many sessions side by side: each reads, and while twenty others begin, sends; every other one to somebody outside. */
public final class StreamedSessions {
    public static final String READS = "crm.read_contact";
    public static final String SENDS = "email.send";
    private static final int OPEN_AT_ONCE = 20;

    private static final String CHAINED = """
        title: Has read once or more often, and sends outside
        id: agent-has-read-and-sends
        level: high
        correlation:
          type: temporal_ordered
          rules: [agent-has-read, agent-sends-outside]
          group-by: agent
          timespan: 10m
        ---
        title: Has read
        name: agent-has-read
        correlation:
          type: event_count
          rules: agent-reads-private-data
          group-by: [session, agent]
          timespan: 5m
          condition: {gte: 1}
        """;

    /** So many that the session is told in parts. */
    private static final List<String> MANY =
            IntStream.range(0, 40).mapToObj(i -> "c" + i + "@customer.example").toList();

    /** One call with the decision that let it through, as both are on their topics; without one if the call is made up. */
    public record Step(@Nullable WireRecord decision, WireRecord action) {
        public List<WireRecord> records() {
            return decision == null ? List.of(action) : List.of(decision, action);
        }
    }

    /** What an undisturbed run of the same job says about the same events. */
    public record Expected(List<FindingEvent> findings, Map<String, SessionRisk> states) {}

    public final String source = "urn:test:" + UUID.randomUUID();
    public final List<Step> steps = new ArrayList<>();
    private final Instant begin;
    private int call;

    public StreamedSessions(int count) {
        this(count, RiskRun.MIDNIGHT);
    }

    /** @param begin when the first call happened */
    public StreamedSessions(int count, Instant begin) {
        this(count, begin, 0);
    }

    /** @param madeUp every so many sessions are told of a call that nobody decided; 0 for none */
    public StreamedSessions(int count, Instant begin, int madeUp) {
        this.begin = begin;
        var sessions = Stream.generate(() -> SessionId.of(DelegationId.next()))
                .limit(count)
                .toList();
        var agents = Stream.generate(IdentityId::nextAgent).limit(count).toList();
        for (int i = 0; i < count + OPEN_AT_ONCE; i++) {
            int sending = i - OPEN_AT_ONCE;
            if (i < count) add(sessions.get(i), agents.get(i), READS, Map.of("id", "7"), i % 3 == 0 ? MANY : List.of());
            if (sending >= 0) {
                var to = sending % 2 == 0 ? "eve@outside.example" : "bob@own.example";
                add(sessions.get(sending), agents.get(sending), SENDS, Map.of("to", to), List.of());
                if (madeUp > 0 && sending % madeUp == 0) makeUp(sessions.get(sending), agents.get(sending), to);
            }
        }
    }

    /**
     * A rule by session, the same one by agent, which takes the way through the other task and home, and one that names another
     * correlation.
     */
    public static List<RuleFile> rules() {
        var bySession = RiskRun.rule("data-exfiltration");
        var byAgent = bySession
                .text()
                .replace("    - session\n", "    - agent\n")
                .replace("7b1f4b0e-6f0a-4f0e-9d53-2a4f1c8f6f21", "7b1f4b0e-6f0a-4f0e-9d53-2a4f1c8f6f22")
                .replace("reads-private-data", "agent-reads-private-data")
                .replace("sends-outside", "agent-sends-outside")
                .replace("name: data-exfiltration", "name: agent-exfiltration");
        var tests = byAgent.indexOf("x-tests:");
        return List.of(
                bySession,
                new RuleFile("agent-exfiltration.yml", byAgent.substring(0, tests)),
                new RuleFile("agent-has-read-and-sends.yml", CHAINED));
    }

    public Expected undisturbed() {
        return undisturbed(rules());
    }

    public Expected undisturbed(List<RuleFile> rules) {
        try (var run = RiskRun.with(rules.toArray(RuleFile[]::new))
                .tool(READS, ToolLabel.PRIVATE)
                .tool(SENDS, ToolLabel.EGRESS)
                .clockAt("12:00")) {
            for (var step : steps) {
                if (step.decision() != null) run.decision(step.decision()).record(step.action());
                else run.record(step.action()).readsAll();
            }
            return new Expected(run.alerts(), run.states());
        }
    }

    private void add(
            SessionId session, IdentityId agent, String tool, Map<String, Object> arguments, List<String> shown) {
        var decision = DecisionId.next();
        var at = begin.plus(Duration.ofSeconds(call));
        var allow = RiskRun.decided(decision, session, agent, tool, true, at);
        steps.add(new Step(
                RiskRun.encoded(DecisionEvent.FAMILY, source, "d" + call, at, allow),
                action(session, agent, decision, tool, arguments, shown)));
    }

    private void makeUp(SessionId session, IdentityId agent, String to) {
        steps.add(new Step(null, action(session, agent, DecisionId.next(), SENDS, Map.of("to", to), List.of())));
    }

    private WireRecord action(
            SessionId session,
            IdentityId agent,
            DecisionId decision,
            String tool,
            Map<String, Object> arguments,
            List<String> shown) {
        var at = begin.plus(Duration.ofSeconds(call));
        var called = new ToolCalled(
                session,
                agent,
                null,
                decision,
                tool,
                arguments,
                at,
                new ToolResult(Status.SUCCEEDED, 10, shown, null),
                List.of());
        return RiskRun.encoded(ActionEvent.FAMILY, source, "a" + call++, at, called);
    }
}
