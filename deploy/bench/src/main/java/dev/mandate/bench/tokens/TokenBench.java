package dev.mandate.bench.tokens;

import static dev.mandate.bench.tokens.AskedIdentity.FORM;
import static dev.mandate.bench.tokens.AskedIdentity.asks;

import dev.mandate.bench.fixtures.Chosen;
import dev.mandate.bench.http.EchoServer;
import dev.mandate.bench.http.Load;
import dev.mandate.bench.http.Measured;
import dev.mandate.bench.http.Probed;
import dev.mandate.embedded.ChildJvm;
import dev.mandate.embedded.Loopback;
import dev.mandate.embedded.Platform;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tokens of machines from a packaged identity-service, by many clients in turn: what each request takes of the service's CPU and of the
 * database's, beside a bare echo and beside a resource of the same service that asks no database.
 */
public final class TokenBench {
    private static final Duration WARM_UP = Duration.ofSeconds(Integer.getInteger("warm", 20));
    private static final Duration RUN = Duration.ofSeconds(Integer.getInteger("seconds", 10));
    private static final List<String> ROWS = List.of("resource", "credentials", "exchange", "introspection");
    private static final int CLIENTS = 50;

    private final DatabaseCpu database;
    private final Path directory;
    private final List<String> rows;
    private @Nullable Measured echo;

    private TokenBench(List<String> rows, Path directory) throws SQLException {
        this.rows = rows;
        this.database = DatabaseCpu.of(Platform.shared());
        this.directory = directory;
    }

    /** Needs the package of identity-service in the working directory. */
    public static void run() throws Exception {
        var rows = Chosen.rows(ROWS);
        AskedIdentity.requirePackage();
        new TokenBench(rows, Files.createTempDirectory("mandate-tokens")).measure();
    }

    private void measure() throws Exception {
        System.out.printf(
                "%n  %-36s %10s %8s %18s %18s %20s %7s%n",
                "", "a second", "of echo", "CPU ms, service", "CPU ms, database", "at half: p50, p99 ms", "failed");
        echo();
        var settings = Map.of("mandate.access-token-lifetime", "PT2H");
        try (var identity = AskedIdentity.start(Platform.shared(), settings, directory)) {
            var clients = identity.clients(CLIENTS);
            var own = identity.aboutOwnTokens(clients);
            var all = Map.of(
                    "resource",
                            new Row("a resource without a database", new Load.Ask[] {
                                new Load.Ask("/.well-known/openid-configuration", "", FORM, Buffer.buffer())
                            }),
                    "credentials", new Row("client_credentials", asks(clients, "grant_type=client_credentials")),
                    "exchange", new Row("token exchange, narrowing", own.exchanges()),
                    "introspection", new Row("introspection", own.introspections()));
            var wanted = rows.stream()
                    .map(name -> Objects.requireNonNull(all.get(name)))
                    .toList();
            for (var row : Set.copyOf(wanted)) warmUp(identity.port(), row);
            for (var row : wanted) probed(row, identity);
        }
    }

    /** What is asked in turn. */
    private record Row(String what, Load.Ask[] asks) {}

    /** All before any is measured: they share most of their code, and the first would pay for compiling it. */
    private static void warmUp(int port, Row row) throws InterruptedException {
        try (var load = new Load(port, row.asks())) {
            load.saturate(WARM_UP, () -> Duration.ZERO);
        }
    }

    private void probed(Row row, AskedIdentity identity) throws InterruptedException {
        var probed = Probed.at(identity.management());
        try (probed) {
            measure(row, identity.jvm(), identity.port());
        }
        System.out.println("    " + probed);
    }

    private void echo() throws Exception {
        var port = Loopback.freePort();
        var server = List.of("-cp", System.getProperty("java.class.path"), EchoServer.class.getName(), "" + port);
        try (var process = ChildJvm.start(AskedIdentity.JVM, server, Map.of(), directory.resolve("echo.log"))) {
            process.awaitOpen(port, Duration.ofSeconds(20));
            var body = Buffer.buffer("{\"grant_type\":\"client_credentials\"}");
            var row = new Row("a bare echo", new Load.Ask[] {new Load.Ask("/", "", body)});
            warmUp(port, row);
            echo = measure(row, process, port);
        }
    }

    private Measured measure(Row row, ChildJvm process, int port) throws InterruptedException {
        try (var load = new Load(port, row.asks())) {
            var before = database.now();
            var full = load.saturate(RUN, process::cpu);
            var databaseTook = database.now().minus(before);
            var half = load.pace(full.perSecond() / 2, RUN, process::cpu);
            System.out.printf(
                    Locale.ROOT,
                    "  %-36s %10.0f %7.1f%% %18.3f %18.3f %12.2f %7.2f %7d%n",
                    row.what(),
                    full.perSecond(),
                    100 * full.perSecond() / (echo == null ? full : echo).perSecond(),
                    full.cpuMicros() / 1e3,
                    databaseTook.toNanos() / 1e6 / full.answers(),
                    half.p50Millis(),
                    half.p99Millis(),
                    full.failed() + half.failed());
            return full;
        }
    }
}
