package dev.mandate.bench.tokens;

import static dev.mandate.bench.tokens.AskedIdentity.FORM;
import static dev.mandate.bench.tokens.AskedIdentity.asks;

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
import org.jspecify.annotations.Nullable;

/**
 * Tokens of machines from a packaged identity-service, by many clients in turn: what each request takes of the service's CPU and of the
 * database's, beside a bare echo and beside a resource of the same service that asks no database.
 */
public final class TokenBench {
    private static final Duration WARM_UP = Duration.ofSeconds(Integer.getInteger("warm", 20));
    private static final Duration RUN = Duration.ofSeconds(Integer.getInteger("seconds", 10));
    private static final int CLIENTS = 50;

    private final DatabaseCpu database;
    private final Path directory;
    private @Nullable Measured echo;

    private TokenBench(Path directory) throws SQLException {
        this.database = DatabaseCpu.of(Platform.shared());
        this.directory = directory;
    }

    /** Needs the package of identity-service in the working directory. */
    public static void run() throws Exception {
        AskedIdentity.requirePackage();
        new TokenBench(Files.createTempDirectory("mandate-tokens")).measure();
    }

    private void measure() throws Exception {
        System.out.printf(
                "%n  %-36s %10s %8s %18s %18s %20s %7s%n",
                "", "a second", "of echo", "CPU ms, service", "CPU ms, database", "at half: p50, p99 ms", "failed");
        echo();
        try (var identity = AskedIdentity.start(Platform.shared(), Map.of(), directory)) {
            var clients = identity.clients(CLIENTS);
            var jvm = identity.jvm();
            var port = identity.port();
            row("a resource without a database", jvm, port, new Load.Ask[] {
                new Load.Ask("/.well-known/openid-configuration", "", FORM, Buffer.buffer())
            });
            probed("client_credentials", identity, asks(clients, "grant_type=client_credentials"));
            var own = identity.aboutOwnTokens(clients);
            probed("token exchange, narrowing", identity, own.exchanges());
            probed("introspection", identity, own.introspections());
        }
    }

    private void probed(String what, AskedIdentity identity, Load.Ask[] asks) throws InterruptedException {
        var probed = Probed.at(identity.management());
        try (probed) {
            row(what, identity.jvm(), identity.port(), asks);
        }
        System.out.println("    " + probed);
    }

    private void echo() throws Exception {
        var port = Loopback.freePort();
        var server = List.of("-cp", System.getProperty("java.class.path"), EchoServer.class.getName(), "" + port);
        try (var process = ChildJvm.start(AskedIdentity.JVM, server, Map.of(), directory.resolve("echo.log"))) {
            process.awaitOpen(port, Duration.ofSeconds(20));
            var body = Buffer.buffer("{\"grant_type\":\"client_credentials\"}");
            echo = row("a bare echo", process, port, new Load.Ask[] {new Load.Ask("/", "", body)});
        }
    }

    private Measured row(String what, ChildJvm process, int port, Load.Ask[] asks) throws InterruptedException {
        try (var load = new Load(port, asks)) {
            load.saturate(WARM_UP, () -> Duration.ZERO);
            var before = database.now();
            var full = load.saturate(RUN, process::cpu);
            var databaseTook = database.now().minus(before);
            var half = load.pace(full.perSecond() / 2, RUN, process::cpu);
            System.out.printf(
                    Locale.ROOT,
                    "  %-36s %10.0f %7.1f%% %18.3f %18.3f %12.2f %7.2f %7d%n",
                    what,
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
