package dev.mandate.bench.trail;

import dev.mandate.bench.http.BearerTokens;
import dev.mandate.bench.http.StateFeed;
import dev.mandate.bench.sequences.LiveCalls;
import dev.mandate.bench.tokens.DatabaseCpu;
import dev.mandate.embedded.Platform;
import dev.mandate.embedded.ServiceReplica;
import dev.mandate.events.identity.KeyState;
import dev.mandate.events.lifecycle.CatalogEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A packaged audit-service as it is shipped, risk job and all, is told of many calls at once, in turn without a key and with one: how many lines
 * a second come on the trail, and what each takes of the service's CPU and of the database's until all of them are signed.
 */
public final class TrailBench {
    private static final int CALLS = Integer.getInteger("trail.calls", 40_000);
    private static final int RUNS = Integer.getInteger("trail.runs", 6);
    private static final List<String> JVM =
            List.of(System.getProperty("trail.jvm", "-Xmx512m -XX:+UseSerialGC").split(" "));
    private static final Duration START = Duration.ofMinutes(3);
    /** Two checkpoints fall into it, whether there is a key or not. */
    private static final Duration AFTERWARDS = Duration.ofSeconds(65);

    private final Platform platform = Platform.shared();
    private final DatabaseCpu database;
    private final Path directory;
    /** CPU of a line of the first run, milliseconds. */
    private double first;

    private TrailBench(Path directory) throws SQLException {
        this.database = DatabaseCpu.of(platform);
        this.directory = directory;
    }

    /** Needs the package of audit-service in the working directory. */
    public static void run() throws Exception {
        new TrailBench(Files.createTempDirectory("mandate-trail")).measure();
    }

    private void measure() throws Exception {
        System.out.printf(
                "%n  %-20s %14s %22s %12s %14s%n",
                "the trail",
                "lines a second",
                "CPU ms a line, service",
                "database",
                "of the first");
        try (var feed = StateFeed.ofOwners(platform);
                var rows = new TrailRows(platform)) {
            feed.write(KeyState.FAMILY, new BearerTokens("http://127.0.0.1:8081").published());
            for (var tool : LiveCalls.tools()) feed.write(CatalogEntry.FAMILY, tool);
            feed.complete();
            for (int run = 0; run < RUNS; run++) measure(run, run % 2 == 1, rows);
        }
    }

    private void measure(int run, boolean signed, TrailRows rows) throws Exception {
        var settings = new HashMap<>(Map.of(
                "mandate.risk.state-directory", directory.resolve("state").toString()));
        if (signed) settings.put("mandate.trail.key", "bench-bench-bench-bench-bench-bench-");
        try (var audit = ServiceReplica.start(
                "audit", Path.of("audit-service"), platform, JVM, settings, directory.resolve(run + ".log"))) {
            audit.awaitReady(START);
            rows.lines(CALLS / 2);
            if (signed) rows.awaitSigned();
            var service = audit.jvm().cpu();
            var databaseBefore = database.now();
            var took = rows.lines(CALLS);
            TimeUnit.NANOSECONDS.sleep(AFTERWARDS.toNanos());
            if (signed) rows.awaitSigned();
            var its = perLine(audit.jvm().cpu().minus(service));
            var databases = perLine(database.now().minus(databaseBefore));
            if (run == 0) first = its + databases;
            System.out.printf(
                    Locale.ROOT,
                    "  %-20s %14.0f %22.3f %12.3f %13.0f%%%n",
                    signed ? "signed" : "without a key",
                    2e9 * CALLS / took.toNanos(),
                    its,
                    databases,
                    100 * (its + databases) / first);
        }
    }

    private static double perLine(Duration cpu) {
        return cpu.toNanos() / 1e6 / (2 * CALLS);
    }
}
