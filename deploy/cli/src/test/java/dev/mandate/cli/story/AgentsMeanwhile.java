package dev.mandate.cli.story;

import static dev.mandate.cli.story.Stage.READ;
import static dev.mandate.cli.story.Stage.SEND;
import static dev.mandate.cli.story.Stage.contact;
import static dev.mandate.cli.story.Stage.mailOutside;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.MissingNode;
import dev.mandate.cli.actors.Cast;
import dev.mandate.cli.actors.Platform;
import dev.mandate.cli.actors.Session;
import dev.mandate.cli.actors.Verdict;
import dev.mandate.cli.running.Service;
import dev.mandate.events.ids.DecisionId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Agents at work while processes end, and the ledger of what they were told: the lightest form of {@code deploy/mandate chaos}, of one broker
 * and one process of each kind. Some tasks send outside what was read, some tell of a call that nobody decided, of which the security team
 * must hear; some are ended while their agent goes on asking. All others only read, and nothing may be found of them.
 */
final class AgentsMeanwhile implements AutoCloseable {
    /** How old what a decision goes by may be; later nothing is allowed to whoever lost it. */
    private static final Duration FRESHNESS = Duration.ofSeconds(30);

    private static final Duration ASKS_ON = FRESHNESS.plusSeconds(10);
    /** A service that ended is back by then, or the test says so. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final String EXFILTRATION = "Private data read, then something sent outside";
    private static final String MADE_UP = "An action that no decision speaks for";

    private enum Kind {
        READS,
        SENDS,
        MAKES_UP,
        ENDS
    }

    /** Of a task: what was acknowledged, and what must be found of it. Of denials, of which some have no session, {@link Reconciliation} knows the ids. */
    private static final class Told {
        private final Set<String> allows = ConcurrentHashMap.newKeySet();
        private final Set<String> done = ConcurrentHashMap.newKeySet();
        private volatile @Nullable String finding;
        /** It had an answer when nothing of its task could count any more. */
        private volatile boolean answeredLate;
        /** The broker didn't say whether it has a report. */
        private volatile boolean uncertain;
    }

    private final Stage stage;
    private final long seed;
    private final Map<String, Told> ledger = new ConcurrentHashMap<>();
    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads;
    private final List<Future<?>> work = new ArrayList<>();
    private volatile boolean stopped;

    /** @param employees one for each kind of task, which he plays first */
    AgentsMeanwhile(Stage stage, long seed, List<String> employees) {
        this.stage = stage;
        this.seed = seed;
        this.threads = Executors.newFixedThreadPool(employees.size());
        for (int i = 0; i < employees.size(); i++) {
            var employee = employees.get(i);
            var name = "meanwhile-" + i + "-" + stage.run;
            var agent = stage.cast.agent(name, employee);
            var random = new Random(seed * 31 + i);
            var first = Kind.values()[i % Kind.values().length];
            work.add(threads.submit(() -> work(new Worker(employee, name, agent, random), first)));
        }
    }

    private void work(Worker worker, Kind first) {
        try (worker) {
            for (var kind = first; !stopped; kind = Kind.values()[worker.random.nextInt(Kind.values().length)])
                worker.plays(kind);
        }
    }

    /** Each ends the task that it is at. */
    void end() throws InterruptedException, ExecutionException {
        stopped = true;
        for (var one : work) one.get();
    }

    /** Holds what was acknowledged against trail and findings: nothing lost, doubled, wrongly allowed, falsely found or not found. */
    void balances() {
        assertThat(ledger.values())
                .as("had an answer half a minute after his task had ended; seed " + seed)
                .anyMatch(told -> told.answeredLate);
        assertThat(wrong)
                .as("allowed to whoever had lost his task; seed " + seed)
                .isEmpty();
        allIsJudged();
        nothingWasRefused();
        var allows = 0;
        for (var told : ledger.entrySet()) {
            var session = told.getKey();
            allows += told.getValue().allows.size();
            isOnTheTrailOnce(session, "authz.decisions.v1", told.getValue().allows);
            isOnTheTrailOnce(session, "agent.actions.v1", told.getValue().done);
            if (told.getValue().uncertain) continue;
            var expected = told.getValue().finding;
            assertThat(stage.await.until(() -> found(session), found -> expected == null || !found.isEmpty()))
                    .as("found of %s; seed %d", session, seed)
                    .isEqualTo(expected == null ? List.of() : List.of(expected));
        }
        System.out.printf("Meanwhile: %d tasks, %d allows; seed %d%n", ledger.size(), allows, seed);
        // Each reads before it does anything else; those that the end cut short are fewer than what others did besides.
        assertThat(allows)
                .as("allowed to %d tasks; seed %d", ledger.size(), seed)
                .isGreaterThanOrEqualTo(ledger.size());
        assertThat(ledger.values().stream().map(told -> String.valueOf(told.finding)))
                .as("there was something of each kind")
                .contains("null", EXFILTRATION, MADE_UP);
    }

    /** So that of a task of which nothing is found nothing will be. */
    private void allIsJudged() {
        var ended = Instant.now();
        var acted = ledger.entrySet().stream()
                .filter(told -> !told.getValue().done.isEmpty())
                .map(Map.Entry::getKey)
                .findAny()
                .orElseThrow();
        assertThat(stage.await.until(() -> judgedUntil(acted), until -> until.isAfter(ended)))
                .as("until when all was judged; seed " + seed)
                .isAfter(ended);
    }

    /** Whoever was given a record again took it for the same one. */
    private void nothingWasRefused() {
        for (var service : Service.withDatabase())
            assertThat(stage.api
                            .get(service, "/dead-letters?limit=200", stage.cast.admin())
                            .orRefuse()
                            .path("items"))
                    .as("dead letters of %s; seed %d", service.title(), seed)
                    .noneMatch(letter -> ledger.containsKey(letter.path("key").asText()));
    }

    /** Long ago while nothing of it is known. */
    private Instant judgedUntil(String session) {
        return Instant.parse(stage.api
                .get(Service.AUDIT, "/risk/sessions/" + session, stage.cast.admin())
                .body()
                .path("completeUntil")
                .asText(Instant.EPOCH.toString()));
    }

    /** A decision that couldn't be recorded in time is there twice: as it was made, and that its answer was withheld. */
    private void isOnTheTrailOnce(String session, String topic, Set<String> acknowledged) {
        var trailed = stage.await.until(
                () -> trailed(session, topic), lines -> decisions(lines).containsAll(acknowledged));
        assertThat(decisions(trailed))
                .as("%s of %s; seed %d", topic, session, seed)
                .containsAll(acknowledged);
        assertThat(trailed).as("%s of %s; seed %d", topic, session, seed).doesNotHaveDuplicates();
    }

    private record Line(String type, String decision) {}

    private static List<String> decisions(List<Line> lines) {
        return lines.stream().map(Line::decision).toList();
    }

    private List<Line> trailed(String session, String topic) {
        var lines = new ArrayList<Line>();
        for (var entry : stage.api
                .get(Service.AUDIT, "/trail?limit=1000&topic=" + topic + "&session=" + session, stage.cast.admin())
                .orRefuse()
                .path("entries"))
            lines.add(
                    new Line(entry.path("type").asText(), entry.path("decision").asText()));
        return lines;
    }

    private List<String> found(String session) {
        return stage.findings.about(session).stream()
                .map(finding -> finding.findingInfo().title())
                .toList();
    }

    @Override
    public void close() {
        stopped = true;
        threads.shutdownNow();
    }

    private final class Worker implements AutoCloseable {
        private final String employee;
        private final String name;
        private final String agent;
        private final Random random;
        private Platform platform = new Platform(stage.kafka);

        Worker(String employee, String name, String agent, Random random) {
            this.employee = employee;
            this.name = name;
            this.agent = agent;
            this.random = random;
        }

        void plays(Kind kind) {
            var session = again(this::task);
            var told = ledger.computeIfAbsent(session.session(), unknown -> new Told());
            for (int reads = 1 + random.nextInt(4); reads > 0; reads--)
                if (!does(session, told, READ, contact("m-" + reads))) return;
            switch (kind) {
                case READS -> {}
                case SENDS -> {
                    if (does(session, told, SEND, mailOutside())) told.finding = EXFILTRATION;
                }
                case MAKES_UP -> {
                    var nobodys = new Verdict(DecisionId.next().value(), true, "", MissingNode.getInstance());
                    if (reported(session, told, nobodys, READ, contact("m-0"))) told.finding = MADE_UP;
                }
                case ENDS -> asksOn(session, told, ended(session));
            }
        }

        private Session task() {
            var token = stage.cast.signIn().person(employee);
            return stage.cast.delegate(
                    token,
                    name,
                    agent,
                    "Kundenfragen beantworten", // in words that nobody here reads
                    List.of(Cast.tool(READ), Cast.tool(SEND)),
                    Duration.ofMinutes(15),
                    Map.of("taskIdentifiers", List.of("someone@" + Stage.PARTNER)));
        }

        /** @return when it was acknowledged */
        private Instant ended(Session session) {
            again(() -> stage.api
                    .post(
                            Service.IDENTITY,
                            "/delegations/" + session.delegation() + "/revoke",
                            stage.cast.signIn().person(employee),
                            Map.of("reason", "done"))
                    .orRefuse());
            return Instant.now();
        }

        private void asksOn(Session session, Told told, Instant lost) {
            while (Instant.now().isBefore(lost.plus(ASKS_ON)) && !stopped) {
                var asked = Instant.now();
                var answer = asks(session, told, READ, contact("m-0"));
                if (answer != null && asked.isAfter(lost.plus(FRESHNESS))) {
                    told.answeredLate = true;
                    if (answer.allowed()) wrong.add(answer.id() + ", asked at " + asked + ", lost at " + lost);
                }
                pause();
            }
        }

        /** Asks until it is allowed, and does it then; false if all is over before. */
        private boolean does(Session session, Told told, String tool, Map<String, Object> arguments) {
            // a token lasts five minutes
            for (var until = Instant.now().plus(Duration.ofMinutes(2));
                    Instant.now().isBefore(until) && !stopped; ) {
                var answer = asks(session, told, tool, arguments);
                pause();
                if (answer != null && answer.allowed()) return reported(session, told, answer, tool, arguments);
            }
            return false;
        }

        private boolean reported(
                Session session, Told told, Verdict verdict, String tool, Map<String, Object> arguments) {
            try {
                platform.report(session, agent, verdict, tool, arguments, Instant.now());
                told.done.add(verdict.id());
                return true;
            } catch (IllegalStateException nobodyKnows) {
                told.uncertain = true;
                platform.close();
                platform = new Platform(stage.kafka);
                return false;
            }
        }

        @Override
        public void close() {
            platform.close();
        }

        /** Null where there was no answer. */
        private @Nullable Verdict asks(Session session, Told told, String tool, Map<String, Object> arguments) {
            try {
                var answer = stage.questions.call(session.token(), agent, tool, arguments);
                if (answer.allowed()) told.allows.add(answer.id());
                return answer;
            } catch (IllegalStateException noAnswer) {
                return null;
            }
        }
    }

    /** Until whoever is asked is there again. */
    private <T> T again(Supplier<T> act) {
        var until = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return act.get();
            } catch (RuntimeException e) {
                if (System.nanoTime() > until) throw e;
            }
            pause();
        }
    }

    /** Few at a time: what counts is what was under way whenever something ends. */
    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(400);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
