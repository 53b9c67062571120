package dev.mandate.bench.http;

import dev.mandate.bench.fixtures.Chosen;
import dev.mandate.bench.fixtures.Population;
import dev.mandate.embedded.ChildJvm;
import dev.mandate.embedded.Loopback;
import dev.mandate.embedded.Platform;
import dev.mandate.embedded.ServiceReplica;
import dev.mandate.events.identity.DelegationState;
import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.identity.KeyState;
import dev.mandate.events.lifecycle.AccessState;
import dev.mandate.events.lifecycle.CatalogEntry;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Evaluations by a packaged authz-service that knows a million people, against an {@link EchoServer} with the same bodies over as
 * many connections.
 */
public final class HttpBench {
    private static final String ISSUER = "http://127.0.0.1:8081";
    private static final Path MODULE = Path.of("authz-service");
    private static final List<String> JVM = List.of(
            System.getProperty("jvm", "-Xmx2g -XX:+UseParallelGC").trim().split(" +"));
    private static final Duration WARM_UP = Duration.ofSeconds(Integer.getInteger("warm", 45));
    private static final Duration RUN = Duration.ofSeconds(Integer.getInteger("seconds", 10));
    private static final List<String> MODES = List.of("acknowledged", "buffered");
    private static final List<String> ROWS = List.of("framework", "gateway", "own", "batch");
    private static final int BATCH = 20;
    private static final int AGENTS_AT_WORK = 5_000;

    private final int people;
    private final Platform platform = Platform.shared();
    private final Path directory;
    private final BearerTokens tokens;
    private final Questions questions;
    private final List<String> modes;
    private final List<String> rows;
    private @Nullable Measured echo;

    private HttpBench(int people, List<String> modes, List<String> rows, Path directory) throws Exception {
        this.people = people;
        this.modes = modes;
        this.rows = rows;
        this.directory = directory;
        this.tokens = new BearerTokens(ISSUER);
        this.questions = new Questions(people / 10);
    }

    /** @param people how many know the service; for a tenth of them an agent acts */
    public static void run(int people) throws Exception {
        var modes = Chosen.by("log", "way to write the decision log", MODES);
        var rows = Chosen.rows(ROWS);
        if (!Files.exists(MODULE.resolve(Path.of("target", "quarkus-app"))))
            throw new IllegalStateException(
                    "no packaged " + MODULE + " here: package the project, and run this in its folder");
        new HttpBench(people, modes, rows, Files.createTempDirectory("mandate-bench")).run();
    }

    private void run() throws Exception {
        try (var feed = StateFeed.ofAll(platform)) {
            var began = System.nanoTime();
            populate(feed);
            feed.complete();
            System.out.printf(
                    Locale.ROOT,
                    "%n  %,d people and %,d agents written in %.0f s%n",
                    people,
                    people / 10,
                    since(began));
            System.out.printf(
                    "%n  %-32s %10s %8s %12s %20s %9s %8s%n",
                    "", "decisions/s", "of echo", "CPU µs each", "at half: p50, p99 ms", "CPU µs", "failed");
            echo();
            for (var mode : modes)
                authz(mode, mode.equals("buffered") ? Map.of("mandate.decisions.buffered", "call") : Map.of());
        }
    }

    /** What the same server asks for a resource that returns a prepared JSON object: a request before anything is decided. */
    private void framework(ChildJvm process, int port) throws Exception {
        var metadata = new Load.Ask("/.well-known/authzen-configuration", tokens.gateway(), Buffer.buffer());
        var asks = new Load.Ask[] {metadata};
        warmUp(port, asks, WARM_UP.dividedBy(3));
        measure("a Quarkus resource", process, port, asks, 1);
    }

    private void populate(StateFeed feed) {
        var population = new Population(Instant.now());
        feed.write(KeyState.FAMILY, tokens.published());
        for (var entry : population.catalogue()) feed.write(CatalogEntry.FAMILY, entry);
        for (int i = 0; i < people; i++) {
            feed.write(IdentityState.FAMILY, population.personIdentity(i));
            feed.write(AccessState.FAMILY, population.access(i));
            if (i >= people / 10) continue;
            feed.write(IdentityState.FAMILY, population.agentIdentity(i));
            feed.write(DelegationState.FAMILY, population.taskDelegation(i));
        }
    }

    private void echo() throws Exception {
        var port = Loopback.freePort();
        var server = List.of("-cp", System.getProperty("java.class.path"), EchoServer.class.getName(), "" + port);
        try (var process = ChildJvm.start(JVM, server, Map.of(), directory.resolve("echo.log"))) {
            process.awaitOpen(port, Duration.ofSeconds(20));
            var asks = questions.byGateway(tokens.gateway());
            warmUp(port, asks, WARM_UP.dividedBy(3));
            echo = measure("echo", process, port, asks, 1);
        }
    }

    private void authz(String mode, Map<String, String> settings) throws Exception {
        var all = new HashMap<>(settings);
        all.put("mandate.issuer", ISSUER);
        all.put(
                "mandate.policies.directory",
                ManyPolicies.in(directory.resolve("policies")).toString());
        var began = System.nanoTime();
        var log = directory.resolve("authz-" + mode + ".log");
        try (var replica = ServiceReplica.start("authz", MODULE, platform, JVM, all, log)) {
            replica.awaitReady(Duration.ofMinutes(5));
            System.out.printf(
                    Locale.ROOT,
                    "  ready after %.1f s, %.1f s of CPU, with what %,d people and %,d agents are%n",
                    since(began),
                    replica.jvm().cpu().toMillis() / 1e3,
                    people,
                    people / 10);
            var port = replica.uri().getPort();
            var gateway = questions.byGateway(tokens.gateway());
            warmUp(port, gateway, WARM_UP);
            for (var row : rows) {
                switch (row) {
                    case "framework" -> {
                        if (mode.equals(modes.get(0))) framework(replica.jvm(), port);
                    }
                    case "gateway" -> probed(mode, replica, gateway, 1);
                    case "own" -> {
                        var own = questions.byAgents(tokens, AGENTS_AT_WORK);
                        probed(mode + ", by its own token", replica, own, 1);
                    }
                    case "batch" -> {
                        var batches = questions.batches(tokens.gateway(), BATCH);
                        probed(mode + ", " + BATCH + " a request", replica, batches, BATCH);
                    }
                    default -> throw new IllegalArgumentException("there is no row " + row);
                }
            }
        }
    }

    /** Two cores that serve and ask take most of a minute to compile what they run. */
    private void warmUp(int port, Load.Ask[] asks, Duration time) throws InterruptedException {
        try (var load = new Load(port, asks)) {
            load.saturate(time, () -> Duration.ZERO);
        }
    }

    private void probed(String what, ServiceReplica replica, Load.Ask[] asks, int each) throws InterruptedException {
        var probed = Probed.at(replica.metrics());
        try (probed) {
            measure(what, replica.jvm(), replica.uri().getPort(), asks, each);
        }
        System.out.println("    " + probed);
    }

    private Measured measure(String what, ChildJvm process, int port, Load.Ask[] asks, int each)
            throws InterruptedException {
        try (var load = new Load(port, asks)) {
            load.saturate(RUN.dividedBy(2), process::cpu);
            var full = load.saturate(RUN, process::cpu);
            var half = load.pace(full.perSecond() / 2, RUN, process::cpu);
            System.out.printf(
                    Locale.ROOT,
                    "  %-32s %10.0f %7.0f%% %12.1f %12.2f %7.2f %9.1f %8d%n",
                    what,
                    full.perSecond() * each,
                    100 * full.perSecond() * each / (echo == null ? full : echo).perSecond(),
                    full.cpuMicros() / each,
                    half.p50Millis(),
                    half.p99Millis(),
                    half.cpuMicros() / each,
                    full.failed() + half.failed());
            return full;
        }
    }

    private static double since(long began) {
        return (System.nanoTime() - began) / 1e9;
    }
}
