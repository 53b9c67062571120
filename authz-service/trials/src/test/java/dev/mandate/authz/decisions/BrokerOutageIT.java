package dev.mandate.authz.decisions;

import static dev.mandate.events.authz.DecisionEvent.Logged.ACKNOWLEDGED;
import static dev.mandate.events.authz.DecisionEvent.Logged.BUFFERED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mandate.authz.engine.decisions.DecisionCase;
import dev.mandate.authz.engine.decisions.DecisionWorld;
import dev.mandate.authz.engine.decisions.answers.Verdict;
import dev.mandate.authz.engine.decisions.questions.Reason;
import dev.mandate.authz.engine.recording.BufferedActions;
import dev.mandate.authz.engine.recording.DecisionLog;
import dev.mandate.authz.recording.RunningSender;
import dev.mandate.embedded.BrokerAdmin;
import dev.mandate.embedded.BrokerProcess;
import dev.mandate.embedded.Credentials;
import dev.mandate.embedded.Loopback;
import dev.mandate.embedded.Sasl;
import dev.mandate.events.authz.DecisionAddendum.Withheld;
import dev.mandate.events.authz.DecisionEvent;
import dev.mandate.events.authz.DecisionEvent.Decided;
import dev.mandate.events.authz.DecisionEvent.Gap;
import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.events.cloudevents.Unreadable;
import dev.mandate.events.ids.DecisionId;
import dev.mandate.messaging.kafka.KafkaClients;
import dev.mandate.messaging.records.KafkaRecords;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every answer that a client received against every record, while a broker of its own is stopped and started. */
class BrokerOutageIT {
    private static final Duration ACK_TIMEOUT = Duration.ofMillis(800);
    private static final Duration TWENTY_SECONDS = Duration.ofSeconds(20);
    private static final int BACKLOG = 100_000;

    @TempDir
    Path directory;

    private final DecisionWorld world = new DecisionWorld();
    private final Queue<Given> given = new ConcurrentLinkedQueue<>();
    private final AtomicInteger asked = new AtomicInteger();

    /** @param waited for its record, if it is an allow */
    private record Given(Verdict answer, boolean waited) {}

    @Test
    void what_clients_were_told_is_what_the_log_says_or_a_gap_tells_of() throws Exception {
        var file = directory.resolve("credentials");
        var credentials = Credentials.loadOrCreate(file);
        var port = Loopback.freePort();
        var first = broker(port, file);
        try (var admin = BrokerAdmin.connect(first.bootstrapServers(), credentials)) {
            admin.provision(credentials);
        }
        var authz = new KafkaClients(Sasl.client(first.bootstrapServers(), "authz", credentials.password("authz")));
        var running = new RunningSender(authz, ACK_TIMEOUT, BACKLOG);
        var log = log(running, Set.of());
        var buffering = log(running, Set.of("call"));
        var clients = Executors.newSingleThreadScheduledExecutor();
        clients.scheduleAtFixedRate(() -> ask(log, buffering), 0, 3, TimeUnit.MILLISECONDS);
        try {
            await().until(() -> given(BrokerOutageIT::waitedFor) > 20);
        } finally {
            first.close();
        }
        await().atMost(TWENTY_SECONDS)
                .until(() -> given(BrokerOutageIT::unavailable) > 20 && running.unrecorded() > 20);
        var before = given(BrokerOutageIT::waitedFor);
        try (var second = broker(port, file)) {
            await().atMost(TWENTY_SECONDS).until(() -> given(BrokerOutageIT::waitedFor) > before + 20);
            clients.shutdown();
            await().until(() -> clients.isTerminated() && given.size() == asked.get());
            await().atMost(TWENTY_SECONDS).until(() -> records(authz).stream().anyMatch(Gap.class::isInstance));
            running.close();
            reconcile(records(authz));
        } finally {
            clients.shutdownNow();
            log.close();
            buffering.close();
            running.close();
        }
    }

    private void reconcile(List<DecisionEvent> records) {
        var decided = new HashMap<DecisionId, Decided>();
        var withheld = new HashSet<DecisionId>();
        var gaps = new ArrayList<Gap>();
        for (var record : records) {
            if (record instanceof Decided one) decided.put(one.decision(), one);
            if (record instanceof Withheld one) assertThat(withheld).doesNotContain(one.decision());
            if (record instanceof Withheld one && decided.containsKey(one.decision())) withheld.add(one.decision());
            if (record instanceof Gap one) gaps.add(one);
        }
        var missing = given.stream()
                .filter(one -> !decided.containsKey(one.answer().id()))
                .collect(Collectors.toCollection(ArrayList::new));
        for (var one : given) {
            var record = decided.get(one.answer().id());
            if (record == null) continue;
            var left = record.allowed() && !withheld.contains(record.decision());
            assertThat(left).as("%s of %s", one, record).isEqualTo(one.answer().allowed());
            if (left) assertThat(record.logged()).isEqualTo(one.waited() ? ACKNOWLEDGED : BUFFERED);
        }
        assertThat(missing).noneMatch(BrokerOutageIT::waitedFor);
        for (var gap : gaps) {
            var within = missing.stream().filter(one -> isWithin(gap, one)).toList();
            var allows = within.stream().filter(one -> one.answer().allowed()).count();
            // Of what was under way when the broker went or came, nobody knows whether it is on record: it is told of
            // too.
            var underWay = given.stream()
                    .filter(one -> decided.containsKey(one.answer().id()))
                    .filter(one -> !one.waited() || unavailable(one))
                    .count();
            assertThat(gap.allows()).isBetween(allows, allows + underWay);
            assertThat(gap.denials()).isBetween(within.size() - allows, within.size() - allows + underWay);
            missing.removeIf(one -> isWithin(gap, one));
        }
        assertThat(missing).isEmpty(); // a broker that goes down may take some once more, so there can be two gaps
        assertThat(gaps).hasSizeBetween(1, 2);
        assertThat(decided.keySet())
                .isSubsetOf(given.stream().map(one -> one.answer().id()).toList());
    }

    private static boolean isWithin(Gap gap, Given one) {
        var at = one.answer().at();
        return !at.isBefore(gap.from()) && !at.isAfter(gap.until());
    }

    private void ask(DecisionLog log, DecisionLog buffering) {
        var number = asked.getAndIncrement();
        var waits = number % 3 != 0;
        var verdict = verdict(number % 3 == 1 ? "finn" : "ada");
        (waits ? log : buffering).keep(verdict).thenAccept(answer -> given.add(new Given(answer, waits)));
    }

    private long given(Predicate<Given> which) {
        return given.stream().filter(which).count();
    }

    private static boolean waitedFor(Given one) {
        return one.waited() && one.answer().allowed();
    }

    private static boolean unavailable(Given one) {
        return one.answer().reason() == Reason.DECISION_LOG_UNAVAILABLE;
    }

    private Verdict verdict(String person) {
        var it = world.decide(DecisionCase.call(person, null, "crm.read_contact", Map.of()));
        return new Verdict(
                it.id(),
                Instant.now().truncatedTo(ChronoUnit.MICROS),
                it.question(),
                it.allowed(),
                it.reason(),
                it.explanation(),
                it.guards(),
                it.session(),
                it.identity(),
                it.chain(),
                it.person(),
                it.policyVersion(),
                it.catalogRevision(),
                it.freshnessMillis(),
                it.shadow(),
                it.proposals(),
                it.obligations(),
                null,
                null,
                null,
                null);
    }

    private DecisionLog log(RunningSender running, Set<String> buffered) {
        var log = new DecisionLog(
                running.sender(),
                new BufferedActions(buffered, world.directory.catalogue()),
                new DecisionMetrics(new SimpleMeterRegistry()),
                running.config().ackTimeout(),
                InstantSource.system());
        log.start();
        return log;
    }

    private BrokerProcess broker(int port, Path credentials) {
        return BrokerProcess.startChild(directory.resolve("kafka"), port, credentials, directory.resolve("kafka.log"));
    }

    /** Each once, as readers take them. */
    private static List<DecisionEvent> records(KafkaClients clients) throws Unreadable {
        var topic = DecisionEvent.FAMILY.topic();
        var partitions = IntStream.range(0, topic.partitions())
                .mapToObj(number -> new TopicPartition(topic.name(), number))
                .toList();
        var found = new LinkedHashMap<String, DecisionEvent>();
        try (var reader = clients.reader(Map.of())) {
            reader.assign(partitions);
            reader.seekToBeginning(partitions);
            var ends = reader.endOffsets(partitions);
            while (!partitions.stream().allMatch(at -> reader.position(at) >= ends.get(at))) {
                for (var record : reader.poll(Duration.ofMillis(100))) {
                    var envelope = CloudEventCodec.decode(DecisionEvent.FAMILY, KafkaRecords.wire(record));
                    found.putIfAbsent(envelope.id(), envelope.data());
                }
            }
        }
        return List.copyOf(found.values());
    }
}
