package dev.mandate.bench.replicas;

import dev.mandate.bench.http.BearerTokens;
import dev.mandate.bench.http.StateFeed;
import dev.mandate.bench.sequences.LiveCalls;
import dev.mandate.embedded.ChildJvm;
import dev.mandate.embedded.JudgedUntil;
import dev.mandate.embedded.Platform;
import dev.mandate.embedded.ServiceReplica;
import dev.mandate.events.identity.KeyState;
import dev.mandate.events.lifecycle.CatalogEntry;
import dev.mandate.events.topics.Account;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * Packaged audit-services come, go, are killed and rolled while agents make some 50 calls a second. For each: the longest time for which
 * nothing more was judged, as those see it who decide.
 */
public final class ReplicasBench {
    private static final int BEFORE = Integer.getInteger("replicas.calls", 20_000);
    private static final List<String> JVM =
            List.of(System.getProperty("replicas.jvm", "-Xms32m -Xmx224m -XX:+UseSerialGC -XX:TieredStopAtLevel=1")
                    .split(" "));
    private static final Duration START = Duration.ofMinutes(3);
    /** In which tasks are handed over, and those that were warmed up go where they belong. */
    private static final Duration SETTLE = Duration.ofSeconds(Integer.getInteger("replicas.settle", 80));

    private static final Duration LONGEST = Duration.ofMinutes(40);

    private final Platform platform = Platform.shared();
    private final Path directory;
    private final Map<String, ServiceReplica> running = new HashMap<>();
    private final List<String> told = new ArrayList<>();
    private double alone;

    private ReplicasBench(Path directory) {
        this.directory = directory;
    }

    /** Needs the package of audit-service in the working directory. */
    public static void run() throws Exception {
        new ReplicasBench(Files.createTempDirectory("mandate-replicas")).measure();
    }

    private void measure() throws Exception {
        System.out.printf("%n  logs: %s%n", directory);
        try (var feed = StateFeed.ofOwners(platform);
                var calls = new LiveCalls(platform, BEFORE, LONGEST);
                var judged = new JudgedUntil(platform.kafkaClientConfig(Account.AUTHZ.userName()))) {
            feed.write(KeyState.FAMILY, new BearerTokens("http://127.0.0.1:8081").published());
            for (var tool : LiveCalls.tools()) feed.write(CatalogEntry.FAMILY, tool);
            feed.complete();
            calls.start();
            ready("one");
            awaitJudged(judged);
            step(judged, "one alone", () -> {});
            step(judged, "another joins", () -> ready("two"));
            step(judged, "it is told to end", () -> end("two"));
            step(judged, "it comes back", () -> ready("two"));
            step(judged, "it is killed", () -> kill("two"));
            step(judged, "it comes back", () -> ready("two"));
            step(judged, "it stands still for 20 s", () -> pause("two"));
            step(judged, "both are rolled, one after the other", () -> {
                roll("one");
                roll("two");
            });
        } finally {
            running.values().forEach(ServiceReplica::close);
        }
        System.out.printf(
                "%n  %-40s %16s %16s %14s%n", "a replica", "judging still, s", "known until, s", "of one alone");
        told.forEach(System.out::println);
    }

    private void step(JudgedUntil judged, String name, Step step) throws Exception {
        judged.since();
        var began = Instant.now();
        step.run();
        TimeUnit.MILLISECONDS.sleep(SETTLE.toMillis());
        var standing = judged.since();
        var still = standing.still().toMillis() / 1e3;
        if (told.isEmpty()) alone = still;
        told.add(String.format(
                Locale.ROOT,
                "  %-40s %16.1f %16.1f %13.1fx",
                name,
                still,
                standing.age().toMillis() / 1e3,
                still / alone));
        System.out.printf("%s %s%n", began, told.get(told.size() - 1));
    }

    /** What was there before the measuring is done with. */
    private static void awaitJudged(JudgedUntil judged) throws InterruptedException {
        while (judged.until().isBefore(Instant.now().minusSeconds(3))) TimeUnit.MILLISECONDS.sleep(200);
    }

    private void ready(String name) {
        var replica = ServiceReplica.start(
                "audit",
                Path.of("audit-service"),
                platform,
                JVM,
                Map.of("mandate.risk.state-directory", directory.resolve(name).toString()),
                directory.resolve(name + ".log"));
        running.put(name, replica);
        replica.awaitReady(START);
    }

    private void end(String name) throws InterruptedException {
        var jvm = jvm(name);
        jvm.end();
        while (jvm.isAlive()) TimeUnit.MILLISECONDS.sleep(20);
    }

    private void kill(String name) {
        jvm(name).kill();
    }

    private void pause(String name) throws InterruptedException {
        var jvm = jvm(name);
        jvm.pause();
        TimeUnit.SECONDS.sleep(20);
        jvm.goesOn();
    }

    private ChildJvm jvm(String name) {
        return Objects.requireNonNull(running.get(name)).jvm();
    }

    private void roll(String name) throws InterruptedException {
        end(name);
        ready(name);
    }

    private interface Step {
        void run() throws Exception;
    }
}
