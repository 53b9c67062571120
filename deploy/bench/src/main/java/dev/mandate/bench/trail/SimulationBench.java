package dev.mandate.bench.trail;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.bench.http.BearerTokens;
import dev.mandate.bench.http.StateFeed;
import dev.mandate.bench.sequences.LiveCalls;
import dev.mandate.bench.sequences.SequenceRules;
import dev.mandate.embedded.Platform;
import dev.mandate.embedded.ServiceReplica;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.events.identity.KeyState;
import dev.mandate.events.lifecycle.CatalogEntry;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A packaged audit-service with 100 rules in force, in the heap that {@code deploy/mandate up} gives it, is asked what another version of one of them
 * would have found of as many lines of the trail as one question may read.
 */
public final class SimulationBench {
    private static final int LINES = Integer.getInteger("simulation.lines", 50_000);
    private static final int RULES = Integer.getInteger("simulation.rules", 100);
    private static final int RUNS = Integer.getInteger("simulation.runs", 4);
    private static final List<String> JVM = List.of(
            System.getProperty("simulation.jvm", "-Xmx224m -XX:+UseSerialGC").split(" "));
    private static final String ISSUER = "http://127.0.0.1:8081";
    private static final Duration START = Duration.ofMinutes(3);
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Platform platform = Platform.shared();
    private final HttpClient client = HttpClient.newHttpClient();
    private final Path directory;
    private final BearerTokens tokens;

    private SimulationBench(Path directory) throws Exception {
        this.directory = directory;
        this.tokens = new BearerTokens(ISSUER);
    }

    /** Needs the package of audit-service in the working directory. */
    public static void run() throws Exception {
        new SimulationBench(Files.createTempDirectory("mandate-simulation")).measure();
    }

    private void measure() throws Exception {
        try (var feed = StateFeed.ofOwners(platform);
                var rows = new TrailRows(platform)) {
            feed.write(KeyState.FAMILY, tokens.published());
            for (var tool : LiveCalls.tools()) feed.write(CatalogEntry.FAMILY, tool);
            feed.complete();
            var settings = Map.of(
                    "mandate.issuer",
                    ISSUER,
                    "mandate.rules.directory",
                    rules().toString(),
                    "mandate.risk.state-directory",
                    directory.resolve("state").toString());
            try (var audit = ServiceReplica.start(
                    "audit", Path.of("audit-service"), platform, JVM, settings, directory.resolve("audit.log"))) {
                audit.awaitReady(START);
                rows.lines(LINES / 2);
                System.out.printf(
                        "%n  %-12s %8s %8s %8s %10s %10s %14s%n",
                        "lines", "s", "CPU s", "found", "in force/s", "with it/s", "of a read");
                for (int run = 0; run < RUNS; run++) measure(audit, rows);
            }
        }
    }

    private void measure(ServiceReplica audit, TrailRows rows) throws Exception {
        var cpu = audit.jvm().cpu();
        var began = System.nanoTime();
        var report = simulated(audit);
        var took = Duration.ofNanos(System.nanoTime() - began);
        var used = audit.jvm().cpu().minus(cpu);
        var read = rows.read();
        System.out.printf(
                Locale.ROOT,
                "  %-12s %8.1f %8.1f %8d %10d %10d %13.1fx%n",
                report.path("decisions").asInt()
                        + report.path("actions").asInt()
                        + (report.path("cut").asBoolean() ? " cut" : "")
                        + (report.path("late").asBoolean() ? " late" : "")
                        + (report.path("full").asBoolean() ? " full" : ""),
                took.toMillis() / 1e3,
                used.toMillis() / 1e3,
                report.path("rules").path(0).path("withCandidate").asInt(),
                report.path("inForcePerSecond").asInt(),
                report.path("candidatePerSecond").asInt(),
                (double) took.toNanos() / read.toNanos());
    }

    private JsonNode simulated(ServiceReplica audit) throws Exception {
        var body = EventJson.mapper().writeValueAsBytes(Map.of("sigma", SequenceRules.longer()));
        var request = HttpRequest.newBuilder(audit.uri().resolve("/rules/simulation?hours=24"))
                .header("Authorization", "Bearer " + tokens.analyst("rules:write"))
                .header("Content-Type", "application/json")
                .timeout(PATIENCE)
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        var answer = client.send(request, BodyHandlers.ofString());
        if (answer.statusCode() != 200) throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        return EventJson.mapper().readTree(answer.body());
    }

    private Path rules() throws Exception {
        var rules = Files.createDirectory(directory.resolve("rules"));
        for (var file : SequenceRules.sharingFiles(RULES)) Files.writeString(rules.resolve(file.name()), file.text());
        return rules;
    }
}
