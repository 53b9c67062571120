package dev.mandate.audit.engine.job;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.audit.engine.sigma.reading.RuleFile;
import dev.mandate.events.actions.ActionEvent;
import dev.mandate.events.actions.ActionEvent.ToolCalled;
import dev.mandate.events.actions.ToolResult;
import dev.mandate.events.authz.DecisionEvent;
import dev.mandate.events.cloudevents.WireRecord;
import dev.mandate.events.ids.DecisionId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.SessionId;
import dev.mandate.events.risk.FindingEvent;
import dev.mandate.events.risk.SessionRisk;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Agents act while their decisions, their actions and the broker's answers come to the job in any order, and while it is stopped,
 * starved, killed and moved: what it says is what it says when each decision is there before its action.
 */
class InterleavedTest {
    private static final int SEEDS = Integer.getInteger("mandate.test.interleavings", 40);
    private static final int SESSIONS = 12;
    private static final RuleFile[] RULES = {
        RiskRun.rule("data-exfiltration"),
        RiskRun.rule("action-without-decision"),
        RiskRun.rule("action-against-decision")
    };

    static LongStream seeds() {
        return new Random(Long.getLong("mandate.test.seed", System.nanoTime())).longs(SEEDS);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whatever_comes_between_decision_and_action_the_findings_are_those_of_an_undisturbed_run(long seed) {
        var disturbed = new Disturbed(new Random(seed));
        try (var task = disturbed.task) {
            disturbed.play();
            var expected = disturbed.undisturbed;
            expected.readsAll();
            assertThat(told(task.findings())).isEqualTo(told(expected.alerts()));
            assertThat(known(task.states())).isEqualTo(known(expected.states()));
        }
    }

    private static List<String> told(Collection<FindingEvent> findings) {
        return findings.stream()
                .map(it -> it.findingInfo().title() + " " + it.unmapped().session() + " "
                        + it.findingInfo().uid().value())
                .sorted()
                .toList();
    }

    private static Map<String, String> known(Map<String, SessionRisk> states) {
        return states.entrySet().stream()
                .collect(toMap(
                        Map.Entry::getKey,
                        it -> "%s calls, %s private, %s, %s, %s, shown %s, forgotten %s"
                                .formatted(
                                        it.getValue().calls(),
                                        it.getValue().privateReads(),
                                        it.getValue().labels(),
                                        it.getValue().level(),
                                        it.getValue().rules(),
                                        it.getValue().identifiers().size(),
                                        it.getValue().forgotten())));
    }

    private static final class Disturbed {
        private static final Instant BEGIN = RiskRun.MIDNIGHT.plus(Duration.ofHours(9));

        final MovingTask task = new MovingTask(BEGIN, RULES);
        final RiskRun undisturbed = RiskRun.with(RULES);
        private final Random random;
        private final List<Session> sessions = new ArrayList<>();
        private int sent;

        Disturbed(Random random) {
            this.random = random;
            for (int i = 0; i < SESSIONS; i++) sessions.add(new Session(i));
        }

        void play() {
            var left = new ArrayList<>(sessions);
            while (!left.isEmpty()) {
                for (int acts = random.nextInt(4); acts > 0 && !left.isEmpty(); acts--) {
                    var session = left.get(random.nextInt(left.size()));
                    session.goesOn();
                    if (session.ended()) left.remove(session);
                }
                disturb();
            }
            task.catchesUp();
        }

        private void disturb() {
            switch (random.nextInt(14)) {
                case 0, 1 -> task.polls(random.nextInt(4), random.nextInt(8));
                case 2 -> task.polls(0, random.nextInt(8)); // decisions are on a broker that is slow
                case 3 -> task.polls(random.nextInt(8), 0);
                case 4, 5 -> task.processesAction();
                case 6 -> task.processesDecision();
                case 7 -> task.asks();
                case 8 -> task.stalls(Duration.ofMillis(random.nextInt(3_000)));
                case 9 -> task.commits();
                case 10 -> {
                    if (random.nextInt(6) == 0) task.stalls(Duration.ofSeconds(random.nextInt(MOST_STALLED)));
                }
                case 11, 12 -> task.keepsUp();
                default -> {
                    if (random.nextInt(3) == 0) task.moves(random.nextBoolean());
                }
            }
        }

        private static final int MOST_STALLED = 600;

        /** What one agent does: each call is decided, then told; some are told that nobody decided. */
        private final class Session {
            private final SessionId id;
            private final IdentityId agent;
            private final Deque<Runnable> next = new ArrayDeque<>();
            private WireRecord last;

            Session(int number) {
                id = new SessionId("del_session" + number);
                agent = new IdentityId("agt_agent" + number);
                for (int calls = 2 + random.nextInt(4); calls > 0; calls--) call();
            }

            private void call() {
                boolean reads = random.nextBoolean();
                var tool = reads ? "crm.contacts" : "email";
                Map<String, Object> arguments = reads
                        ? Map.of("id", "7")
                        : Map.of("to", random.nextInt(3) == 0 ? "bob@own.example" : "eve@outside.example");
                var decision = DecisionId.next();
                switch (random.nextInt(10)) {
                    case 0 -> next.add(() -> acts(tool, arguments, null));
                    case 1 -> next.add(() -> acts(tool, arguments, decision)); // invented
                    case 2 -> {
                        next.add(() -> decides(decision, tool, false));
                        next.add(() -> acts(tool, arguments, decision)); // against it
                    }
                    case 3 -> {
                        next.add(() -> decides(decision, tool, true));
                        next.add(() -> acts(tool, arguments, decision));
                        next.add(() -> deliver(last)); // once more
                    }
                    case 4 -> { // side by side
                        var other = DecisionId.next();
                        next.add(() -> decides(other, "crm.contacts", true));
                        next.add(() -> decides(decision, tool, true));
                        next.add(() -> acts(tool, arguments, decision));
                        next.add(() -> acts("crm.contacts", Map.of("id", "8"), other));
                    }
                    default -> {
                        next.add(() -> decides(decision, tool, true));
                        next.add(() -> acts(tool, arguments, decision));
                    }
                }
            }

            boolean ended() {
                return next.isEmpty();
            }

            void goesOn() {
                next.remove().run();
            }

            private void decides(DecisionId decision, String tool, boolean allowed) {
                var at = task.clock();
                var decided = RiskRun.encoded(
                        DecisionEvent.FAMILY,
                        "urn:test",
                        "d" + sent++,
                        at,
                        RiskRun.decided(decision, id, agent, tool, allowed, at));
                task.decides(decided);
                undisturbed.keepsUpWith(at).decision(decided);
            }

            private void acts(String tool, Map<String, Object> arguments, DecisionId decision) {
                var at = task.clock();
                var shown = IntStream.range(0, tool.equals("email") ? 0 : 20)
                        .mapToObj(i -> "c" + i + "-" + sent + "@customer.example")
                        .toList(); // after two of them, the session is told in parts
                last = RiskRun.encoded(
                        ActionEvent.FAMILY,
                        "urn:test",
                        "a" + sent++,
                        at,
                        new ToolCalled(
                                id,
                                agent,
                                null,
                                decision,
                                tool,
                                arguments,
                                at,
                                new ToolResult(ToolResult.Status.SUCCEEDED, 10, shown, null),
                                List.of()));
                deliver(last);
            }

            private void deliver(WireRecord action) {
                task.acts(id.value(), action);
                undisturbed.keepsUpWith(task.clock()).record(action).readsAll();
            }
        }
    }
}
