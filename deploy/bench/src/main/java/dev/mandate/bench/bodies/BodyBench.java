package dev.mandate.bench.bodies;

import dev.mandate.bench.fixtures.Population;
import dev.mandate.bench.fixtures.Resource;
import dev.mandate.bench.http.BearerTokens;
import dev.mandate.bench.http.StateFeed;
import dev.mandate.embedded.Platform;
import dev.mandate.embedded.ServiceReplica;
import dev.mandate.events.identity.DelegationState;
import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.identity.KeyState;
import dev.mandate.events.ids.SessionId;
import dev.mandate.events.lifecycle.AccessState;
import dev.mandate.events.lifecycle.CatalogEntry;
import dev.mandate.events.lifecycle.ToolLabel;
import dev.mandate.events.risk.SessionRecord;
import dev.mandate.events.risk.SessionRisk;
import dev.mandate.events.risk.SessionRisk.Level;
import dev.mandate.events.risk.SessionRisk.Origin;
import dev.mandate.events.risk.SessionRisk.SeenIdentifier;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Sends each {@link Body} to a packaged authz-service, one at a time, hostile and ordinary in turn, and prints how long the best and the
 * median answer took. Its policies look at arguments and claims, and the session has seen as many identifiers as are kept.
 */
public final class BodyBench {
    static final String TOOL = "mail.post";

    private static final String ISSUER = "http://127.0.0.1:8081";
    private static final Path MODULE = Path.of("authz-service");
    private static final List<String> JVM = List.of(
            System.getProperty("jvm", "-Xmx1g -XX:+UseParallelGC").trim().split(" +"));
    private static final int RUNS = Integer.getInteger("bodies.runs", 60);
    private static final String POLICIES = """
            @id("looks-at-arguments")
            forbid (principal, action in Mandate::Action::"call", resource) when {
              context.input has to && context.input.to.containsAny(["nobody@acme.example", "noone@acme.example"])
                || context.input has body && context.input.body like "*drop*table*everything*"
                || context.asserted has forbidden
            };
            """;

    private final Platform platform = Platform.shared();
    private final HttpClient client = HttpClient.newHttpClient();
    private final BearerTokens tokens = new BearerTokens(ISSUER);
    private final Path directory;

    private BodyBench(Path directory) throws Exception {
        this.directory = directory;
    }

    /** Needs the package of authz-service in the working directory. */
    public static void run() throws Exception {
        new BodyBench(Files.createTempDirectory("mandate-bodies")).measure();
    }

    private void measure() throws Exception {
        try (var feed = StateFeed.ofAll(platform)) {
            populate(feed);
            feed.complete();
            var settings = Map.of(
                    "mandate.issuer", ISSUER,
                    "mandate.decisions.buffered", "call",
                    "mandate.policies.directory", policies().toString(),
                    "mandate.quota.rate", "1G",
                    "mandate.quota.burst", "1G");
            var log = directory.resolve("authz.log");
            try (var replica = ServiceReplica.start("authz", MODULE, platform, JVM, settings, log)) {
                replica.awaitReady(Duration.ofMinutes(2));
                System.out.printf(
                        "%n  %-46s %8s %20s %20s %7s%n", "", "bytes", "hostile: best, p50 ms", "ordinary", "ratio");
                for (var body : Body.worst()) print(replica, body);
            }
        }
    }

    private void print(ServiceReplica replica, Body body) throws Exception {
        var hostile = new double[RUNS];
        var ordinary = new double[RUNS];
        for (int run = 0; run < RUNS; run++) {
            ordinary[run] = millis(replica, body.path(), body.ordinary());
            hostile[run] = millis(replica, body.path(), body.hostile());
        }
        Arrays.sort(hostile);
        Arrays.sort(ordinary);
        System.out.printf(
                Locale.ROOT,
                "  %-46s %8d %13.1f, %5.1f %13.1f, %5.1f %6.1fx%n",
                body.name(),
                body.hostile().length,
                hostile[0],
                hostile[RUNS / 2],
                ordinary[0],
                ordinary[RUNS / 2],
                hostile[RUNS / 2] / ordinary[RUNS / 2]);
    }

    private double millis(ServiceReplica replica, String path, byte[] body) throws Exception {
        var request = HttpRequest.newBuilder(replica.uri().resolve(path))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + tokens.agent(0))
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        var began = System.nanoTime();
        var answer = client.send(request, BodyHandlers.ofString());
        var took = (System.nanoTime() - began) / 1e6;
        if (answer.statusCode() != 200) throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        return took;
    }

    private Path policies() throws IOException {
        for (var file : List.of("agents.cedar", "models.cedar", "people.cedar", "sessions.cedar", "schema.cedarschema"))
            Files.write(directory.resolve(file), Resource.bytes("/policies/" + file));
        Files.writeString(directory.resolve("bodies.cedar"), POLICIES);
        return directory;
    }

    private void populate(StateFeed feed) {
        var population = new Population(Instant.now());
        feed.write(KeyState.FAMILY, tokens.published());
        for (var entry : population.catalogue()) feed.write(CatalogEntry.FAMILY, entry);
        feed.write(CatalogEntry.FAMILY, tool());
        feed.write(IdentityState.FAMILY, population.personIdentity(0));
        feed.write(AccessState.FAMILY, population.access(0));
        feed.write(IdentityState.FAMILY, population.agentIdentity(0));
        feed.write(DelegationState.FAMILY, population.taskDelegation(0, TOOL));
        feed.write(SessionRecord.FAMILY, touched());
    }

    private static CatalogEntry tool() {
        var texts = Map.of("type", "array", "items", Map.of("type", "string"));
        var properties = Map.of("to", texts, "body", Map.of("type", "string"));
        return new CatalogEntry.Tool(
                TOOL,
                1,
                false,
                TOOL,
                "mail",
                Set.of(ToolLabel.EGRESS),
                Map.of("type", "object", "properties", properties, "additionalProperties", true));
    }

    private static SessionRisk touched() {
        var seen = IntStream.range(0, SessionRisk.MAX_IDENTIFIERS)
                .mapToObj(i -> i < 128 ? "seller" + i + "@acme-outlet.example" : "shop.example/" + i)
                .map(value -> new SeenIdentifier(value, Origin.UNTRUSTED, 0, false, null, List.of("outlet")))
                .toList();
        return new SessionRisk(
                SessionId.of(Population.task(0)),
                1,
                false,
                Level.NONE,
                List.of(),
                Set.of(ToolLabel.UNTRUSTED),
                1,
                1,
                0,
                false,
                List.of(),
                seen,
                null,
                Set.of(),
                null,
                Instant.now());
    }
}
