package dev.mandate.audit.risk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.audit.Tokens;
import dev.mandate.audit.Wires;
import dev.mandate.audit.engine.job.RiskRun;
import dev.mandate.audit.engine.job.StreamedSessions;
import dev.mandate.audit.engine.sigma.reading.RuleFile;
import dev.mandate.embedded.ChildJvm;
import dev.mandate.embedded.Platform;
import dev.mandate.embedded.ServiceReplica;
import dev.mandate.events.lifecycle.CatalogEntry;
import dev.mandate.events.lifecycle.ToolLabel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Packaged replicas that are paused, killed and started anew while decisions that were acknowledged long ago can't be read and actions
 * can. What they tell is what an undisturbed job tells. {@code -Dmandate.test.sessions=100000} plays it with so many.
 */
class DecisionsReadLateIT {
    private static final int SESSIONS = Integer.getInteger("mandate.test.sessions", 150);
    /** So many at a time are made, and judged by the undisturbed job. */
    private static final int CHUNK = 500;
    /** One in so many tells of a call that nobody decided. */
    private static final int MADE_UP = 10;

    /** Calls take this long together, so that there is time for more than one fault, and each at least that long. */
    private static final Duration AT_LEAST = Duration.ofSeconds(40);

    private static final Duration EACH = Duration.ofNanos(
            Math.max(AT_LEAST.toNanos() / (2L * SESSIONS), Long.getLong("mandate.test.nanos-a-call", 800_000)));
    /** More than the group waits for a replica, and than any patience that was ever counted in seconds. */
    private static final Duration HELD_BACK = Duration.ofSeconds(14);

    private static final Duration BETWEEN_FAULTS = Duration.ofSeconds(5);
    private static final Duration START = Duration.ofSeconds(120);
    private static final Duration CATCH_UP = Duration.ofMinutes(2);

    @TempDir
    Path directory;

    private final List<ServiceReplica> replicas = new ArrayList<>();
    private final ToldByTheJob undisturbed = ToldByTheJob.nothing();
    private int started;

    @BeforeEach
    void two_replicas_are_at_work() throws IOException {
        Tokens.publishKey();
        Wires.send(CatalogEntry.FAMILY, tool(StreamedSessions.READS, ToolLabel.PRIVATE));
        Wires.send(CatalogEntry.FAMILY, tool(StreamedSessions.SENDS, ToolLabel.EGRESS));
        Wires.send(CatalogEntry.FAMILY, new CatalogEntry.Domain("own.example", 1, false));
        var rules = Files.createDirectory(directory.resolve("rules"));
        for (var file : rules()) Files.writeString(rules.resolve(file.name()), file.text());
        for (int i = 0; i < 2; i++) replicas.add(replica());
        for (var replica : replicas) replica.awaitReady(START);
    }

    @AfterEach
    void close() {
        replicas.forEach(ServiceReplica::close);
    }

    @Test
    void what_is_told_is_what_an_undisturbed_job_tells() throws Exception {
        var executor = Executors.newSingleThreadExecutor();
        int faults = 0;
        try {
            var agents = executor.submit(this::play);
            while (!ended(agents, BETWEEN_FAULTS)) {
                try (var held = new HeldBackDecisions()) {
                    disturb(faults++);
                }
            }
        } finally {
            executor.shutdownNow();
        }
        var told = ToldByTheJob.before(Instant.now(), undisturbed.states().keySet(), CATCH_UP);
        var differences = told.differencesFrom(undisturbed);
        System.out.printf(
                "Decisions read late: %d sessions, %d faults, %d findings of %d; differences: %d%n",
                undisturbed.states().size(),
                faults,
                told.findings().size(),
                undisturbed.findings().size(),
                differences.size());
        assertThat(faults).isGreaterThan(1);
        assertThat(undisturbed.states()).hasSize(SESSIONS);
        assertThat(differences.stream().limit(20).toList())
                .as("of %d differences", differences.size())
                .isEmpty();
    }

    /** While no decision can be read, and longer than the group waits for a replica that is silent. The first is the kill: two there are always. */
    private void disturb(int fault) throws Exception {
        var one = replicas.get(fault % replicas.size());
        var end = System.nanoTime() + HELD_BACK.toNanos();
        TimeUnit.SECONDS.sleep(2); // actions have come meanwhile, and wait
        switch (fault % 3) {
            case 0 -> {
                one.close();
                replicas.set(replicas.indexOf(one), replica());
            }
            case 1 -> one.jvm().pause();
            default -> replicas.forEach(it -> it.jvm().pause());
        }
        TimeUnit.NANOSECONDS.sleep(end - System.nanoTime());
        replicas.forEach(it -> it.jvm().goesOn());
    }

    private Void play() throws InterruptedException {
        try (var agents = new SessionAgents()) {
            for (int left = SESSIONS; left > 0; left -= CHUNK) {
                var sessions = new StreamedSessions(Math.min(left, CHUNK), RiskRun.MIDNIGHT, MADE_UP);
                undisturbed.add(sessions.undisturbed(rules()));
                agents.play(sessions.steps, EACH);
            }
        }
        return null;
    }

    private static boolean ended(Future<Void> agents, Duration limit) throws Exception {
        try {
            agents.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    private static List<RuleFile> rules() {
        return Stream.concat(StreamedSessions.rules().stream(), Stream.of(RiskRun.rule("action-without-decision")))
                .toList();
    }

    private static CatalogEntry tool(String id, ToolLabel label) {
        return new CatalogEntry.Tool(id, 1, false, id, "app", Set.of(label), Map.of());
    }

    private ServiceReplica replica() {
        var name = "late" + started++;
        return ServiceReplica.start(
                "audit",
                Path.of(".."),
                Platform.shared(),
                ChildJvm.shortLived(
                        "-Xmx" + (SESSIONS > 10_000 ? "1g" : "256m"),
                        "-XX:+UseSerialGC",
                        "-Dkafka-streams.consumer.session.timeout.ms=6000",
                        "-Dkafka-streams.consumer.heartbeat.interval.ms=2000"),
                Map.of(
                        "mandate.rules.directory", directory.resolve("rules").toString(),
                        "mandate.risk.state-directory", directory.resolve(name).toString()),
                directory.resolve(name + ".log"));
    }
}
