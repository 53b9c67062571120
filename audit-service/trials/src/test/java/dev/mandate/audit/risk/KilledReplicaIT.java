package dev.mandate.audit.risk;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasItem;

import dev.mandate.audit.Tokens;
import dev.mandate.audit.Wires;
import dev.mandate.audit.engine.job.StreamedSessions;
import dev.mandate.audit.risk.ToldByTheJob.Known;
import dev.mandate.embedded.ChildJvm;
import dev.mandate.embedded.Platform;
import dev.mandate.embedded.ServiceReplica;
import dev.mandate.events.lifecycle.CatalogEntry;
import dev.mandate.events.lifecycle.ToolLabel;
import dev.mandate.events.risk.FindingEvent;
import dev.mandate.events.risk.SessionRecord;
import dev.mandate.events.risk.SessionRisk;
import dev.mandate.events.risk.WholeSessions;
import dev.mandate.events.topics.TopicCatalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two packaged replicas that share the sessions, one of which is killed while agents act and is never seen again. */
class KilledReplicaIT {
    private static final int SESSIONS = 150;
    private static final Duration LIMIT = Duration.ofSeconds(60);
    /** Two JVMs beside each other, on a machine that does other things too. */
    private static final Duration START = Duration.ofSeconds(180);

    @TempDir
    Path directory;

    private final StreamedSessions sessions = new StreamedSessions(SESSIONS);
    private ServiceReplica stays;
    private ServiceReplica killed;

    @BeforeEach
    void two_replicas_are_at_work() throws IOException {
        Tokens.publishKey();
        Wires.send(CatalogEntry.FAMILY, tool(StreamedSessions.READS, ToolLabel.PRIVATE));
        Wires.send(CatalogEntry.FAMILY, tool(StreamedSessions.SENDS, ToolLabel.EGRESS));
        Wires.send(CatalogEntry.FAMILY, new CatalogEntry.Domain("own.example", 1, false));
        var rules = Files.createDirectory(directory.resolve("rules"));
        for (var file : StreamedSessions.rules()) Files.writeString(rules.resolve(file.name()), file.text());
        stays = replica("stays", rules);
        killed = replica("killed", rules);
        stays.awaitReady(START);
        killed.awaitReady(START);
        try (var admin = Platform.shared().admin()) {
            await("both have tasks").atMost(LIMIT).until(() -> {
                var members = admin.client()
                        .describeConsumerGroups(List.of("audit-risk"))
                        .all()
                        .get()
                        .get("audit-risk")
                        .members();
                return members.stream()
                                .filter(member ->
                                        !member.assignment().topicPartitions().isEmpty())
                                .map(member -> member.clientId().split("-StreamThread-")[0])
                                .distinct()
                                .count()
                        == 2;
            });
        }
    }

    @AfterEach
    void close() {
        stays.close();
        killed.close();
    }

    @Test
    void no_finding_is_missing_or_told_twice_each_session_is_right_and_each_action_is_on_the_trail_once()
            throws Exception {
        var expected = sessions.undisturbed();
        assertThat(expected.findings()).hasSize(SESSIONS / 2 * 3); // three rules, half of the sessions
        assertThat(expected.states()).hasSize(SESSIONS);

        var sent = new AtomicInteger();
        bothTellWhatHasBegun();
        var agents = Executors.newSingleThreadScheduledExecutor();
        try {
            agents.scheduleAtFixedRate(() -> sendNext(sent), 0, 20, TimeUnit.MILLISECONDS);
            await("findings come in while sessions are open")
                    .atMost(LIMIT)
                    .until(() ->
                            sent.get() > SESSIONS / 2 && !findings(expected).isEmpty());
            var restored = restored();
            killed.jvm().kill();
            assertThat(sent).hasValueLessThan(sessions.steps.size());
            var state = changelogRecords(); // the tasks of the killed one are still nobody's
            await("the other has taken over, and ended what nobody else would have for five minutes")
                    .atMost(LIMIT)
                    .pollInterval(Duration.ofMillis(500))
                    .untilAsserted(() -> assertThat(states(expected)).isEqualTo(known(expected.states())));
            assertThat(restored() - restored)
                    .as("records that were read again, of %d: the standby had them", state)
                    .isLessThan(state / 20.0);
        } finally {
            agents.shutdownNow();
        }
        assertThat(findings(expected))
                .containsExactlyInAnyOrderElementsOf(expected.findings().stream()
                        .map(finding -> finding.findingInfo().uid().value())
                        .toList());
        await("the trail is complete")
                .atMost(LIMIT)
                .untilAsserted(() -> assertThat(trail())
                        .containsExactlyInAnyOrderElementsOf(sessions.steps.stream()
                                .flatMap(step -> step.records().stream())
                                .map(wire -> wire.headers().get("ce_id"))
                                .toList()));
    }

    /** One of them has the session's task, and the other one asks it. */
    private void bothTellWhatHasBegun() {
        var read = new StreamedSessions(1, Instant.now()).steps.get(0);
        send(read);
        var session = new String(read.action().key(), UTF_8);
        var token = Tokens.with("findings:read");
        for (var replica : List.of(stays, killed))
            await("a private read is told as the beginning of an exfiltration")
                    .atMost(LIMIT)
                    .untilAsserted(() -> given().auth()
                            .oauth2(token)
                            .get(replica.uri() + "/risk/sessions/" + session)
                            .then()
                            .statusCode(200)
                            .body("open.seen", hasItem(List.of("reads-private-data")))
                            .body("open.waitsFor", hasItem(List.of("sends-outside"))));
    }

    /** What the one that stays has read from changelogs before tasks could go on. */
    private double restored() {
        var metric = Pattern.compile("(?m)^mandate_risk_restored_records_total\\S* (\\S+)$")
                .matcher(given().get(stays.metrics()).asString());
        assertThat(metric.find()).isTrue();
        return Double.parseDouble(metric.group(1));
    }

    private static long changelogRecords() throws Exception {
        try (var admin = Platform.shared().admin()) {
            var changelogs = admin.client().listTopics().names().get().stream()
                    .filter(topic -> topic.startsWith("audit-risk-") && topic.endsWith("-changelog"))
                    .toList();
            var ends = new HashMap<TopicPartition, OffsetSpec>();
            for (var topic : admin.client()
                    .describeTopics(changelogs)
                    .allTopicNames()
                    .get()
                    .values())
                topic.partitions()
                        .forEach(it -> ends.put(new TopicPartition(topic.name(), it.partition()), OffsetSpec.latest()));
            return admin.client().listOffsets(ends).all().get().values().stream()
                    .mapToLong(end -> end.offset())
                    .sum();
        }
    }

    private void sendNext(AtomicInteger sent) {
        if (sent.get() == sessions.steps.size()) return;
        send(sessions.steps.get(sent.getAndIncrement()));
    }

    private static void send(StreamedSessions.Step step) {
        if (step.decision() != null) Wires.send(TopicCatalogue.AUTHZ_DECISIONS, step.decision());
        Wires.send(TopicCatalogue.AGENT_ACTIONS, step.action());
    }

    /** Ids of the CloudEvents about these sessions, as often as they are on the topic. */
    private static List<String> findings(StreamedSessions.Expected expected) {
        return Wires.all(TopicCatalogue.RISK_FINDINGS, "security-team").stream()
                .filter(record -> {
                    var session =
                            Wires.data(FindingEvent.FAMILY, record).unmapped().session();
                    return session != null && expected.states().containsKey(session);
                })
                .map(record -> new String(record.headers().lastHeader("ce_id").value(), UTF_8))
                .toList();
    }

    private static Map<String, Known> known(Map<String, SessionRisk> states) {
        return states.entrySet().stream().collect(toMap(Map.Entry::getKey, state -> Known.of(state.getValue())));
    }

    private static Map<String, Known> states(StreamedSessions.Expected expected) {
        var whole = new WholeSessions();
        return known(Wires.all(TopicCatalogue.RISK_SESSIONS, "authz").stream()
                .filter(record -> record.key() != null
                        && record.value() != null
                        && expected.states().containsKey(SessionRecord.sessionOf(new String(record.key(), UTF_8))))
                .map(record -> whole.with(Wires.data(SessionRecord.FAMILY, record)))
                .flatMap(Optional::stream)
                .collect(toMap(SessionRisk::key, state -> state, (before, after) -> after)));
    }

    private List<String> trail() throws Exception {
        var platform = Platform.shared();
        var ids = new ArrayList<String>();
        try (var connection = DriverManager.getConnection(platform.jdbcUrl(), "audit", platform.password("db.audit"));
                var select = connection.prepareStatement("SELECT event_id FROM trail_entry WHERE source = ?")) {
            select.setString(1, sessions.source);
            var rows = select.executeQuery();
            while (rows.next()) ids.add(rows.getString(1));
        }
        return ids;
    }

    private static CatalogEntry tool(String id, ToolLabel label) {
        return new CatalogEntry.Tool(id, 1, false, id, "app", Set.of(label), Map.of());
    }

    private ServiceReplica replica(String name, Path rules) {
        return ServiceReplica.start(
                "audit",
                Path.of(".."),
                Platform.shared(),
                ChildJvm.shortLived(
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-Dkafka-streams.consumer.session.timeout.ms=6000",
                        "-Dkafka-streams.consumer.heartbeat.interval.ms=2000",
                        "-Dkafka-streams.producer.transaction.timeout.ms=300000",
                        "-Dmp.messaging.connector.smallrye-kafka.session.timeout.ms=6000",
                        "-Dmp.messaging.connector.smallrye-kafka.heartbeat.interval.ms=2000"),
                Map.of(
                        "mandate.rules.directory", rules.toString(),
                        "mandate.risk.state-directory", directory.resolve(name).toString()),
                directory.resolve(name + ".log"));
    }
}
