package dev.mandate.bench.approvals;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mandate.bench.fixtures.Population;
import dev.mandate.bench.fixtures.Resource;
import dev.mandate.bench.http.BearerTokens;
import dev.mandate.bench.http.StateFeed;
import dev.mandate.bench.mcp.OneToolServer;
import dev.mandate.embedded.ChildJvm;
import dev.mandate.embedded.Loopback;
import dev.mandate.embedded.Platform;
import dev.mandate.embedded.ServiceReplica;
import dev.mandate.events.identity.DelegationState;
import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.identity.KeyState;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.lifecycle.AccessState;
import dev.mandate.events.lifecycle.CatalogEntry;
import dev.mandate.events.lifecycle.ToolLabel;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * A packaged lifecycle-service with two packaged gateways, of which the one holds a call for its person's yes and the other gets it again, each other time
 * the other way around. From sending the yes, and from lifecycle-service's answer to it, to the answer of the tool; asked every few milliseconds, one call
 * at a time.
 */
public final class ApprovalBench {
    private static final String ISSUER = "http://127.0.0.1:8081";
    private static final Path GATEWAY = Path.of("authz-service", "gateway");
    private static final String SERVER = "web";
    private static final String TOOL = SERVER + "." + OneToolServer.TOOL;
    private static final List<String> JVM = List.of("-Xmx512m", "-XX:+UseSerialGC");
    private static final int WARM_UP = Integer.getInteger("approvals.warm", 100);
    private static final int RUNS = Integer.getInteger("approvals.runs", 1000);
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final long PAUSE_MILLIS = 3;
    private static final int GOAL_MILLIS = 250;

    private final Platform platform = Platform.shared();
    private final Path directory;
    private final BearerTokens tokens = new BearerTokens(ISSUER);
    /** One call through a gateway, which ends with whom it waits for: what of the other two is no waiting for anybody's yes. */
    private final double[] held = new double[RUNS];

    private final double[] fromYes = new double[RUNS];
    private final double[] fromAnswer = new double[RUNS];
    private int asked;

    private ApprovalBench(Path directory) throws Exception {
        this.directory = directory;
    }

    /** Needs the packages of both services in the working directory. */
    public static void run() throws Exception {
        new ApprovalBench(Files.createTempDirectory("mandate-approvals")).measure();
    }

    private void measure() throws Exception {
        var port = Loopback.freePort();
        var command = List.of("-cp", System.getProperty("java.class.path"), OneToolServer.class.getName(), "" + port);
        try (var feed = StateFeed.ofAll(platform);
                var server = ChildJvm.start(JVM, command, Map.of(), directory.resolve("server.log"))) {
            server.awaitOpen(port, Duration.ofSeconds(20));
            var files = Files.writeString(directory.resolve("servers.json"), """
                    {"mcpServers": {"%s": {"url": "http://127.0.0.1:%d/mcp"}}}
                    """.formatted(SERVER, port));
            feed.write(KeyState.FAMILY, tokens.published());
            try (var lifecycle = start("lifecycle", Path.of("lifecycle-service"), Map.of(), 0);
                    var one = start("gateway", GATEWAY, gateway(files), 1);
                    var other = start("gateway", GATEWAY, gateway(files), 2)) {
                feed.complete();
                lifecycle.awaitReady(Duration.ofMinutes(3));
                var person = Joiner.joins(platform, lifecycle.uri(), tokens);
                populate(feed, person);
                for (var gateway : List.of(one, other)) gateway.awaitReady(Duration.ofMinutes(3));
                measure(new Callers(tokens, lifecycle.uri(), person), List.of(one, other), lifecycle, files);
            }
        }
    }

    private void measure(Callers callers, List<ServiceReplica> gateways, ServiceReplica lifecycle, Path files)
            throws Exception {
        accept(callers, gateways.get(0).uri(), files);
        var began = Duration.ZERO;
        for (var i = 0; i < WARM_UP + RUNS; i++) {
            if (i == WARM_UP) began = cpu(gateways, lifecycle);
            let(callers, gateways.get(i % 2).uri(), gateways.get((i + 1) % 2).uri(), i);
        }
        var each = cpu(gateways, lifecycle).minus(began).toNanos() / 1e6 / RUNS;
        System.out.printf(
                Locale.ROOT,
                "%n  yes to allow, over two gateways%n  %-24s %6s %8s %8s %8s %8s %14s %16s%n",
                "from",
                "runs",
                "p50 ms",
                "p95 ms",
                "p99 ms",
                "max ms",
                "p99 wanted ms",
                "of a held call");
        report("(a call that is held)", held, "");
        report("the yes being sent", fromYes, "" + GOAL_MILLIS);
        report("the answer to the yes", fromAnswer, "" + GOAL_MILLIS);
        System.out.printf(
                Locale.ROOT,
                "  CPU of the three services for each, %.1f times asked: %.1f ms%n",
                (double) asked / (WARM_UP + RUNS),
                each);
    }

    /** One call that is held by one gateway, and made by the other. */
    private void let(Callers callers, URI holds, URI makes, int i) throws Exception {
        var asking = System.nanoTime();
        var approval = callers.held(holds, i, LIMIT);
        var isHeld = System.nanoTime();
        callers.awaitAsked(approval, LIMIT);
        var sent = System.nanoTime();
        callers.yes(approval);
        var answered = System.nanoTime();
        while (!callers.call(makes, i).contains("a page")) {
            asked++;
            if (System.nanoTime() - sent > LIMIT.toNanos())
                throw new IllegalStateException("not allowed after " + LIMIT + ": " + callers.call(makes, i));
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
        asked++;
        if (i < WARM_UP) return;
        held[i - WARM_UP] = (isHeld - asking) / 1e6;
        fromYes[i - WARM_UP] = (System.nanoTime() - sent) / 1e6;
        fromAnswer[i - WARM_UP] = (System.nanoTime() - answered) / 1e6;
    }

    private ServiceReplica start(String service, Path module, Map<String, String> settings, int number) {
        var all = new HashMap<>(settings);
        all.put("mandate.issuer", ISSUER);
        return ServiceReplica.start(service, module, platform, JVM, all, directory.resolve(service + number + ".log"));
    }

    private Map<String, String> gateway(Path files) throws Exception {
        var policies = directory.resolve("policies");
        if (!Files.exists(policies)) {
            Files.createDirectory(policies);
            Files.write(policies.resolve("schema.cedarschema"), Resource.bytes("/policies/schema.cedarschema"));
            Files.write(
                    policies.resolve("asked.cedar"),
                    "@id(\"bench-asked\")\n@obligation(\"approval\")\npermit (principal, action, resource);\n"
                            .getBytes(UTF_8));
        }
        return Map.of("mandate.mcp.servers", files.toString(), "mandate.policies.directory", policies.toString());
    }

    private void populate(StateFeed feed, IdentityId person) {
        var population = new Population(Instant.now());
        feed.write(
                IdentityState.FAMILY,
                IdentityState.of(person, IdentityState.Kind.PERSON, "Ada Lovelace")
                        .employeeId(Joiner.employee())
                        .build());
        for (var entry : population.catalogue()) feed.write(CatalogEntry.FAMILY, entry);
        feed.write(
                CatalogEntry.FAMILY,
                new CatalogEntry.Tool(
                        TOOL, 1, false, TOOL, "web", Set.of(ToolLabel.UNTRUSTED), Map.of("type", "object")));
        for (var i = 0; i < WARM_UP + RUNS; i++) {
            feed.write(IdentityState.FAMILY, population.personIdentity(i));
            feed.write(AccessState.FAMILY, population.access(i));
            feed.write(IdentityState.FAMILY, population.agentIdentity(i));
            feed.write(DelegationState.FAMILY, population.taskDelegation(i, TOOL, person));
        }
    }

    private static void accept(Callers callers, URI gateway, Path servers) throws Exception {
        Files.writeString(
                servers.resolveSibling(servers.getFileName() + ".accepted"),
                new JsonObject()
                        .put(SERVER, new JsonObject().put(OneToolServer.TOOL, callers.digest(gateway, SERVER)))
                        .encode());
    }

    private static Duration cpu(List<ServiceReplica> gateways, ServiceReplica lifecycle) {
        var all = lifecycle.jvm().cpu();
        for (var gateway : gateways) all = all.plus(gateway.jvm().cpu());
        return all;
    }

    /** The first is what the others are held against. */
    private void report(String from, double[] millis, String goal) {
        Arrays.sort(millis);
        System.out.printf(
                Locale.ROOT,
                "  %-24s %6d %8.1f %8.1f %8.1f %8.1f %14s %15.1fx%n",
                from,
                millis.length,
                millis[millis.length / 2],
                millis[millis.length * 95 / 100],
                millis[millis.length * 99 / 100],
                millis[millis.length - 1],
                goal,
                millis[millis.length / 2] / held[held.length / 2]);
    }
}
